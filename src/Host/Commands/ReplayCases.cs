using System.Text.Json;
using Lectern.Files;
using Lectern.Kernel;
using Lectern.Scorm.Replay;
using Lectern.Scorm.Sequencing;

namespace Lectern.Host.Commands;

/// <summary>scorm replay: plays cases of ADL's LMS conformance test against the sequencer and says the first difference.</summary>
internal static class ReplayCases
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <param name="files">Cases, each followed by its package, or packages: the parts of one test one after another, each beginning with the
    /// shared state that the one before left. What lies beside them need not be named: the earlier parts of the first one's test, and other
    /// packages that a case goes to.</param>
    /// <param name="sharedFile">A file with that shared state, read when it is there and written at the end; for playing the parts one by one.</param>
    internal static async Task<int> Run(Screen screen, IReadOnlyList<string> files, string? sharedFile, CancellationToken cancel)
    {
        if (!IsCase(files[0]) || files.Where((file, index) => IsCase(file) && (index + 1 == files.Count || IsCase(files[index + 1]))).Any())
            return screen.Failed("files", "Name a case and its package, in turn: CASE.json PACKAGE.zip …");
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing) return screen.Failed("file-missing", $"There is no file {missing}.");
        try
        {
            var shared = sharedFile is not null && File.Exists(sharedFile) ? JsonSerializer.Deserialize<SharedState>(await File.ReadAllTextAsync(sharedFile, cancel)) : null;
            var played = new List<(string Case, ReplayResult Result)>();
            if (shared is null) files = [.. Earlier(files[0]), .. files];
            for (var index = 0; index < files.Count;)
            {
                await using var json = File.OpenRead(files[index++]);
                var conformance = ConformanceCase.Read(json);
                var named = files.Skip(index).TakeWhile(file => !IsCase(file)).ToList();
                index += named.Count;
                var packages = new List<TestPackage>();
                foreach (var file in named.Concat(conformance.Packages.Select(name => PackageBeside(named[0], name)).Where(File.Exists)).DistinctBy(Path.GetFullPath))
                    packages.Add(await Open(file, cancel));
                var result = Replayer.Play(conformance, packages, shared);
                shared = result.Shared;
                played.Add((conformance.Id, result));
                if (result.Difference is not null) break;
            }
            if (sharedFile is not null) await File.WriteAllTextAsync(sharedFile, JsonSerializer.Serialize(shared, Readable), cancel);
            return Show(screen, played);
        }
        catch (JsonException mistake)
        {
            return screen.Failed("not-a-case", $"That is not a case of the conformance test, or not its shared state: {mistake.Message}");
        }
        catch (RefusedException damaged)
        {
            return screen.Failed(damaged.Refusal.Code, ScormPackage.Sentence(damaged.Refusal));
        }
    }

    private static bool IsCase(string file) => Path.GetExtension(file).Equals(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The parts of a case's test that come before it, each with its package, as far as they lie beside it.</summary>
    private static IEnumerable<string> Earlier(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var test = ConformanceCase.TestOf(name);
        return Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(file))!, $"{test}*.json")
            .Where(other => Path.GetFileNameWithoutExtension(other) is var part && ConformanceCase.TestOf(part) == test && string.CompareOrdinal(part, name) < 0)
            .Order(StringComparer.Ordinal)
            .Select(part => (Case: part, Package: PackageBeside(part, Path.GetFileNameWithoutExtension(part)))).Where(part => File.Exists(part.Package))
            .SelectMany(part => new[] { part.Case, part.Package });
    }

    private static string PackageBeside(string file, string name) => Path.Combine(Path.GetDirectoryName(file)!, $"LMSTestPackage_{name}.zip");

    /// <exception cref="RefusedException">It can't be read.</exception>
    private static async Task<TestPackage> Open(string file, CancellationToken cancel)
    {
        var (package, refusal) = await ScormPackage.Open(file, cancel);
        if (package is null) throw new RefusedException(refusal!);
        await using (package)
        {
            if (package.Reading.Manifest is not { } manifest) throw new RefusedException(new Refusal(package.Reading.Refusal!.Code, package.Reading.Refusal.ToString()));
            var pages = new Dictionary<string, string?>();
            foreach (var path in manifest.Default().Launchable().Select(item => item.Launch!.Path).Distinct()) pages[path] = await package.Text(path, cancel);
            return new(manifest.Default(), pages.GetValueOrDefault);
        }
    }

    private static int Show(Screen screen, List<(string Case, ReplayResult Result)> played)
    {
        var difference = played[^1].Result.Difference;
        foreach (var (name, result) in played.Where(entry => entry.Result.Difference is null)) screen.Say($"{name}: as expected ({result.Launches} launches, {result.Calls} calls).");
        screen.Done(
            new { ok = difference is null, cases = played.Select(entry => new { id = entry.Case, launches = entry.Result.Launches, calls = entry.Result.Calls, ok = entry.Result.Difference is null }), difference },
            difference is null ? "No difference." : difference.ToString());
        return difference is null ? 0 : 1;
    }
}
