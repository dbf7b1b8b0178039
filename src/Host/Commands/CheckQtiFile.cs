using System.Text;
using Lectern.Files;
using Lectern.Files.Archives;
using Lectern.Kernel;
using Lectern.Qti;
using Lectern.Qti.Assessments;
using Lectern.Qti.Packages;
using Lectern.Qti.Questions;
using Lectern.Qti.Reading;

namespace Lectern.Host.Commands;

/// <summary>qti check, and questions check for such files: what a package or a single item holds, what an import would make of each item, and what is wrong with it. Exit codes as <see cref="ImportOutcome"/> has them.</summary>
internal static class CheckQtiFile
{
    private static readonly string[] Roots = ["<assessmentItem", "<assessmentTest", "<qti-assessment-item", "<qti-assessment-test"];

    /// <summary>Whether it is a zip, or XML that speaks of items or tests at its beginning.</summary>
    internal static bool Resembles(string file)
    {
        using var stream = File.OpenRead(file);
        var head = new byte[4096];
        var text = Encoding.UTF8.GetString(head, 0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        return text.StartsWith("PK\u0003\u0004", StringComparison.Ordinal) || Roots.Any(root => text.Contains(root, StringComparison.Ordinal));
    }

    internal static async Task<int> Run(Screen screen, string file, CancellationToken cancel)
    {
        if (!File.Exists(file)) return screen.Failed("file-missing", $"There is no file {file}.");
        try
        {
            var (package, refusal) = await Read(file, cancel);
            return package is null ? screen.Failed(refusal!.Value.Code, refusal.Value.Sentence) : Show(screen, package, await ImportOutcome.Of(file, null, null, cancel));
        }
        catch (RefusedException damaged)   // met while reading an entry: its content is not what the zip's directory says
        {
            return screen.Failed(damaged.Refusal.Code, ScormPackage.Sentence(damaged.Refusal));
        }
    }

    /// <summary>A zip by its content, a lone XML file as a package of one file.</summary>
    private static async Task<(QtiPackage? Package, (string Code, string Sentence)? Refusal)> Read(string file, CancellationToken cancel)
    {
        if (file.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
        {
            var alone = await QtiPackage.Read([Path.GetFileName(file)], (_, _) => Task.FromResult<Stream>(File.OpenRead(file)), cancel);
            // That it has no manifest is no problem of a lone file.
            if (alone.Package is { } one) return (one with { Problems = [] }, null);
            await using var xml = File.OpenRead(file);
            var refusal = ItemReader.Read(xml).Refusal ?? alone.Refusal!;
            return (null, (refusal.Code, refusal.ToString()));
        }
        var opened = await SafeArchive.Open(File.OpenRead(file), limits: null, cancel);
        if (opened.Archive is not { } archive) return (null, (opened.Refusal!.Code, ScormPackage.Sentence(opened.Refusal)));
        await using (archive)
        {
            var (package, refusal) = await QtiPackage.Read(archive.Entries.Select(entry => entry.Path), (path, stop) => archive.Read(archive.Find(path)!, stop), cancel);
            return (package, refusal is null ? null : (refusal.Code, refusal.ToString()));
        }
    }

    private static int Show(Screen screen, QtiPackage package, ImportOutcome outcome)
    {
        var refused = package.Items.Concat<PackagedFile>(package.Tests).Concat(package.Stimuli).Count(file => file.Refusal is not null);
        screen.Heading(package.Title ?? "A package of questions");
        screen.Say($"{package.Items.Count} items, {package.Tests.Count} tests, {package.Stimuli.Count} shared passages.");
        foreach (var item in package.Items)
            Say(screen, item, item.Item is { } read ? $"{item.Title} — {string.Join(", ", read.Kinds.DefaultIfEmpty().Select(kind => read.Interactions.Count == 0 ? "nothing to answer" : kind.ToString()))}{(item.MaxScore is { } most ? $", {Lexical.Number(most)} at most" : "")}" : item.Title);
        foreach (var test in package.Tests) Say(screen, test, test.Test is { } read ? $"{read.Title} — a test of {read.ItemRefs.Count()} items" : "a test");
        foreach (var stimulus in package.Stimuli) Say(screen, stimulus, $"{stimulus.Title} — a shared passage");
        foreach (var problem in package.Problems) screen.Say($"Warning: {problem}");
        screen.Done(new
        {
            ok = outcome.TakesAll,
            format = "qti",
            package.Title,
            totals = new
            {
                questions = package.Items.Count(item => item.Item is not null),
                taken = outcome.Taken,
                leftOut = outcome.LeftOut.Count(),
                broken = outcome.Broken,
                refused,
                tests = package.Tests.Count(test => test.Test is not null),
                interactions = package.Items.SelectMany(item => item.Item?.Interactions ?? []).CountBy(interaction => interaction.Kind.ToString()).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(),
            },
            leftOut = outcome.Described,
            items = package.Items.Select((item, at) => new
            {
                item.Path,
                item.Item?.Identifier,
                item.Title,
                version = item.Item is { } read ? Name(read.Version) : null,
                question = item.Item is { } known ? QuestionReader.Recognise(known).Question?.GetType().Name : null,
                takenAs = outcome[at]?.Question?.Kind,
                interactions = item.Item?.Interactions.Select(interaction => interaction.Kind.ToString()),
                item.MaxScore,
                adaptive = item.Item?.IsAdaptive,
                item.Assets,
                refused = Described(item.Refusal),
                problems = item.Problems.Select(Described),
            }),
            tests = package.Tests.Select(test => new { test.Path, test.Test?.Identifier, test.Test?.Title, parts = test.Test?.Parts.Count, items = test.Test?.ItemRefs.Select(Reference), refused = Described(test.Refusal), problems = test.Problems.Select(Described) }),
            stimuli = package.Stimuli.Select(stimulus => new { stimulus.Path, stimulus.Title, refused = Described(stimulus.Refusal), problems = stimulus.Problems.Select(Described) }),
            problems = package.Problems.Select(Described),
        }, refused == 0 ? "All of it can be read." : $"{refused} of these can't be read.");
        outcome.Show(screen);
        return outcome.ExitCode;
    }

    private static object Reference(ItemRef item) => new { item.Identifier, item.Href, item.Categories };

    private static object? Described(QtiProblem? problem) => problem is null ? null : new { problem.Code, message = problem.ToString() };

    private static void Say(Screen screen, PackagedFile file, string what)
    {
        screen.Say($"{file.Path}: {what}");
        if (file.Refusal is { } refusal) screen.Say($"  Can't be read: {refusal}");
        foreach (var problem in file.Problems) screen.Say($"  {problem}");
    }

    private static string Name(QtiVersion version) => version switch { QtiVersion.Qti20 => "2.0", QtiVersion.Qti21 => "2.1", QtiVersion.Qti22 => "2.2", _ => "3.0" };
}
