using Lectern.Grading.Verifying;

namespace Lectern.Host.Commands;

/// <summary>grades verify: replays every attempt, reckons every mark again and says every difference. Exit code 0 when all agree, 1 when there is one that doesn't.</summary>
internal static class VerifyGrades
{
    internal static async Task<int> Run(WebApplication app, Screen screen, CancellationToken cancel)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var verification = scope.ServiceProvider.GetRequiredService<GradesVerification>();
        var differences = new List<GradeDifference>();
        await foreach (var difference in verification.Differences(cancel))
        {
            screen.Say($"{(difference.AttemptId is { } attempt ? $"attempt {attempt}" : $"activity {difference.ActivityId}")}, learner {difference.LearnerId}, course {difference.CourseId}: {difference.What}: expected {difference.Expected ?? "nothing"}, found {difference.Found ?? "nothing"}. {difference.Why}");
            differences.Add(difference);
        }

        var run = verification.Run;
        screen.Done(
            new { ok = differences.Count == 0, attempts = run.Attempts, marks = run.Marks, waiting = run.Waiting, differences = differences.Select(d => new { d.AttemptId, d.LearnerId, d.EnrolmentId, d.CourseId, d.ActivityId, d.What, d.Expected, d.Found, d.Why }) },
            [.. Sentences(run, differences.Count == 0)]);
        return differences.Count == 0 ? 0 : 1;
    }

    private static IEnumerable<string> Sentences(VerificationRun run, bool agrees)
    {
        if (agrees) yield return $"All agree: {run.Attempts} attempts, {run.Marks} marks.";
        if (run.Waiting > 0) yield return $"News of {run.Waiting} of them is on its way; look again in a moment, while the server runs.";
    }
}
