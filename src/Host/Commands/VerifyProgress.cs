using Lectern.Progress;

namespace Lectern.Host.Commands;

/// <summary>progress verify: recomputes all progress from what was recorded and says every difference. Exit code 1 when there is one.</summary>
internal static class VerifyProgress
{
    internal static async Task<int> Run(WebApplication app, Screen screen, CancellationToken cancel)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var verification = scope.ServiceProvider.GetRequiredService<ProgressVerification>();
        var differences = new List<ProgressDifference>();
        await foreach (var difference in verification.Differences(cancel))
        {
            screen.Say($"{difference.EnrolmentId} {difference.What}: kept {difference.Kept ?? "nothing"}, recomputed {difference.Recomputed ?? "nothing"}");
            differences.Add(difference);
        }

        screen.Done(
            new { ok = differences.Count == 0, enrolments = verification.Verified, waiting = verification.Waiting, differences = differences.Select(d => new { d.EnrolmentId, d.What, d.Kept, d.Recomputed }) },
            [.. Sentences(verification, differences.Count == 0)]);
        return differences.Count == 0 ? 0 : 1;
    }

    private static IEnumerable<string> Sentences(ProgressVerification verification, bool isRight)
    {
        if (isRight) yield return $"No difference in {verification.Verified} enrolments.";
        if (verification.Waiting > 0) yield return $"News of {verification.Waiting} of them is on its way; look again in a moment, while the server runs.";
    }
}
