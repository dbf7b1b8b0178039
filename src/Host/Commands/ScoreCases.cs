using System.Text.Json;
using Lectern.Qti.Cases;
using Lectern.Qti.Reading;

namespace Lectern.Host.Commands;

/// <summary>qti score: marks an item with the answers of cases and says every difference from the outcomes that they expect.</summary>
internal static class ScoreCases
{
    internal static int Run(Screen screen, string itemFile, string casesFile)
    {
        if (new[] { itemFile, casesFile }.FirstOrDefault(file => !File.Exists(file)) is { } missing) return screen.Failed("file-missing", $"There is no file {missing}.");
        using var xml = File.OpenRead(itemFile);
        var (item, refusal) = ItemReader.Read(xml, address => Beside(itemFile, address));
        if (item is null) return screen.Failed(refusal!.Code, refusal.ToString());
        ScoringCases cases;
        try
        {
            using var json = File.OpenRead(casesFile);
            cases = ScoringCases.Read(json);
        }
        catch (JsonException mistake)
        {
            return screen.Failed("not-cases", $"That is not a file of cases: {mistake.Message}");
        }
        return Show(screen, item.Problems, CaseRunner.Run(item, cases));
    }

    private static int Show(Screen screen, IReadOnlyList<Qti.QtiProblem> problems, IReadOnlyList<CaseResult> results)
    {
        foreach (var problem in problems) screen.Say($"Warning: {problem}");
        foreach (var result in results)
        {
            var isKnown = result.Case.IsExpectedToDiffer;
            screen.Say($"{result.Case.Name}: {(result.Agrees ? isKnown ? "differs, as expected" : "as expected" : isKnown ? "no difference, though one is expected" : "differs")}.");
            foreach (var difference in result.Differences) screen.Say($"  {difference}");
        }
        var disagreeing = results.Count(result => !result.Agrees);
        screen.Done(new
        {
            ok = disagreeing == 0,
            cases = results.Select(result => new { name = result.Case.Name, ok = result.Agrees, expectedToDiffer = result.Case.IsExpectedToDiffer, differences = result.Differences }),
            warnings = problems.Select(problem => new { problem.Code, message = problem.ToString() }),
        }, disagreeing == 0 ? $"All {results.Count} cases agree." : $"{disagreeing} of {results.Count} cases differ.");
        return disagreeing == 0 ? 0 : 1;
    }

    // What the item includes is taken from its own folder and below, and from nowhere else.
    private static FileStream? Beside(string itemFile, string address)
    {
        var folder = Path.GetFullPath(Path.GetDirectoryName(Path.GetFullPath(itemFile))!) + Path.DirectorySeparatorChar;
        var file = Path.GetFullPath(Path.Combine(folder, address));
        return file.StartsWith(folder, StringComparison.Ordinal) && File.Exists(file) ? File.OpenRead(file) : null;
    }
}
