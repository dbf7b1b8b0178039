using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Grading.Explaining;

/// <summary>A mark from its parts to the number.</summary>
/// <param name="Score">The mark as the reader may know it; null while there is none for them.</param>
/// <param name="Policy">What makes it of these attempts, in a sentence.</param>
public sealed record ExplainedMark(Reckoning Reckoning, Score? Score, string Policy, IReadOnlyList<ExplainedResult> Attempts);

/// <param name="Score">As the reader may know it; null while it isn't told to them.</param>
/// <param name="Earlier">What it was before it was corrected, as far as the reader was told; with no score, what was taken back since.</param>
/// <param name="Counts">Whether the mark is made of it.</param>
public sealed record ExplainedResult(ReportedAttempt Attempt, Score? Score, IReadOnlyList<Score> Earlier, ExplainedAttempt? How, bool Counts);

/// <summary>Explains marks: the sum of attempts by <see cref="Reckoning"/>, which computes it, and each attempt by its kind of activity.</summary>
internal sealed class MarkExplainer(LecternDb db, IEnumerable<IExplainMarks> kinds, Texts texts)
{
    /// <summary>Null when nothing of this activity was reported, or nothing that the reader may hear of.</summary>
    internal async Task<ExplainedMark?> Explain(Id<CourseEnrolment> enrolmentId, OutlineActivity activity, MarkViewer viewer, CancellationToken cancel)
    {
        var entries = await db.ScoreEntries.AsNoTracking().Where(e => e.EnrolmentId == enrolmentId && e.ActivityId == activity.Id).ToListAsync(cancel);
        if (entries.Count == 0) return null;
        var reckoning = Reckoning.Of(entries);
        var score = viewer == MarkViewer.Grader ? reckoning.Known : reckoning.Told;
        var seen = reckoning.Attempts.Where(a => viewer == MarkViewer.Grader || a.Told is not null).Select(a => a.SourceId).ToList();
        var how = kinds.FirstOrDefault(k => k.ActivityKind == activity.Kind) is { } kind && seen.Count > 0 ? await kind.Explain(seen, viewer, cancel) : new Dictionary<Guid, ExplainedAttempt>();
        var results = reckoning.Attempts.Select(a => Result(a, viewer, how.GetValueOrDefault(a.SourceId), reckoning, score)).ToList();
        return new ExplainedMark(reckoning, score, texts.Policy(reckoning.Policy, results.Count(r => r.Score is not null)), results);
    }

    private static ExplainedResult Result(ReportedAttempt attempt, MarkViewer viewer, ExplainedAttempt? how, Reckoning reckoning, Score? mark)
    {
        var scores = attempt.Reports.Where(r => viewer == MarkViewer.Grader || r.State == MarkState.Released).Select(r => r.Score).OfType<Score>().ToList();
        var score = viewer == MarkViewer.Grader ? scores.LastOrDefault() : attempt.Told?.Score;
        var counts = score is not null && reckoning.Counting.Contains(attempt) && (reckoning.Policy == GradingPolicy.Average || score.At == mark?.At);
        // Each value once: a report that only says that marks are released says no other number.
        var values = scores.Aggregate(new List<Score>(), (all, next) =>
        {
            if (all.Count == 0 || (all[^1].Points, all[^1].MaximumPoints) != (next.Points, next.MaximumPoints)) all.Add(next);
            return all;
        });
        return new ExplainedResult(attempt, score, [.. values.SkipLast(score is null ? 0 : 1)], score is null ? null : how, counts);
    }
}
