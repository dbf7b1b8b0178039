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

    /// <param name="files">Case and package, in turn: the parts of one test one after another, each beginning with the shared state that the one before left.</param>
    /// <param name="sharedFile">A file with that shared state, read when it is there and written at the end; for playing the parts one by one.</param>
    internal static async Task<int> Run(Screen screen, IReadOnlyList<string> files, string? sharedFile, CancellationToken cancel)
    {
        if (files.Count % 2 != 0) return screen.Failed("files", "Name a case and its package, in turn: CASE.json PACKAGE.zip …");
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing) return screen.Failed("file-missing", $"There is no file {missing}.");
        try
        {
            var shared = sharedFile is not null && File.Exists(sharedFile) ? JsonSerializer.Deserialize<SharedState>(await File.ReadAllTextAsync(sharedFile, cancel)) : null;
            var played = new List<(string Case, ReplayResult Result)>();
            for (var index = 0; index < files.Count; index += 2)
            {
                await using var json = File.OpenRead(files[index]);
                var conformance = ConformanceCase.Read(json);
                var (package, refusal) = await ScormPackage.Open(files[index + 1], cancel);
                if (package is null) return screen.Failed(refusal!.Code, ScormPackage.Sentence(refusal));
                await using (package)
                {
                    if (package.Reading.Manifest is not { } manifest) return screen.Failed(package.Reading.Refusal!.Code, package.Reading.Refusal.ToString());
                    var pages = new Dictionary<string, string?>();
                    foreach (var path in manifest.Default().Launchable().Select(item => item.Launch!.Path).Distinct()) pages[path] = await package.Text(path, cancel);
                    var result = Replayer.Play(conformance, manifest.Default(), pages.GetValueOrDefault, shared);
                    shared = result.Shared;
                    played.Add((conformance.Id, result));
                    if (result.Difference is not null) break;
                }
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
