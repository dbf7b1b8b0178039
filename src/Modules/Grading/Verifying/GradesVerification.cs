using System.Runtime.CompilerServices;
using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Grading.Verifying;

/// <summary>Computes every mark again, from the steps of attempts to the number in the gradebook, and compares to the last digit; changes nothing.</summary>
public sealed class GradesVerification(LecternDb db, IEnumerable<IVerifyAttempts> kinds)
{
    private const int BatchSize = 200;

    public VerificationRun Run { get; } = new(db);

    /// <summary>All differences, as they are found. Constant memory.</summary>
    public async IAsyncEnumerable<GradeDifference> Differences([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var kind in kinds)
            await foreach (var difference in kind.Differences(Run, cancel)) yield return difference;
        var seen = new Id<CourseEnrolment>(Guid.Empty);
        while (true)
        {
            var batch = await db.Enrolments.AsNoTracking().Where(e => e.Id > seen).OrderBy(e => e.Id).Take(BatchSize).ToListAsync(cancel);
            if (batch.Count == 0) yield break;
            seen = batch[^1].Id;
            var (differences, marks) = await Compare(batch, cancel);
            Run.SawMarks(marks);
            var suspects = differences.Select(d => d.EnrolmentId).ToHashSet();
            foreach (var suspect in batch.Where(e => suspects.Contains(e.Id)))
                foreach (var difference in await Run.Confirm(suspect.Id, async () => (await Compare([suspect], cancel)).Differences, cancel)) yield return difference;
        }
    }

    /// <summary>Each mark beside what all reports of its learner and activity come to.</summary>
    private async Task<(List<GradeDifference> Differences, int Marks)> Compare(IReadOnlyList<CourseEnrolment> enrolments, CancellationToken cancel)
    {
        var ids = enrolments.Select(e => e.Id).ToList();
        var marks = await db.Marks.AsNoTracking().Where(m => ids.Contains(m.EnrolmentId)).ToDictionaryAsync(m => (m.EnrolmentId, m.ActivityId), cancel);
        var entries = (await db.ScoreEntries.AsNoTracking().Where(e => ids.Contains(e.EnrolmentId)).ToListAsync(cancel)).ToLookup(e => (e.EnrolmentId, e.ActivityId));
        List<GradeDifference> found = [];
        foreach (var enrolment in enrolments)
            foreach (var activityId in marks.Keys.Concat(entries.Select(e => e.Key)).Where(key => key.EnrolmentId == enrolment.Id).Select(key => key.ActivityId).Distinct())
            {
                var kept = marks.GetValueOrDefault((enrolment.Id, activityId));
                var reports = entries[(enrolment.Id, activityId)].ToList();
                var expected = reports.Count == 0 ? null : Mark.Of(enrolment.Id, enrolment.CourseId, activityId, Reckoning.Of(reports));
                foreach (var (what, should, does) in Values(expected).Zip(Values(kept), (should, does) => (should.What, Should: should.Value, Does: does.Value)))
                    if (should != does) found.Add(new GradeDifference(null, enrolment.LearnerId, enrolment.Id, enrolment.CourseId, activityId, what, should, does, "The mark follows from what was reported of all attempts, by the policy."));
            }

        return (found, marks.Count);
    }

    private static IEnumerable<(string What, string? Value)> Values(Mark? mark) =>
    [
        ("mark", mark?.Known is { } known ? Words(known) : null),
        ("mark that is told", mark?.Told is { } told ? Words(told) : null),
        ("state of the mark", mark?.State.ToString()),
        ("policy of the mark", mark?.Policy.ToString()),
        ("number of attempts", mark?.Attempts.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("attempts that can be released", mark?.Unreleased.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("last report", mark?.LastAt.ToString("O")),
    ];

    private static string Words(Score score) => FormattableString.Invariant($"{score.Points:0.####} of {score.MaximumPoints:0.####}, {score.At:O}{(score.IsSelfReported ? ", self-reported" : "")}");
}
