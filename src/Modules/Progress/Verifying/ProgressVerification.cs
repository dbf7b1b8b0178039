using System.Runtime.CompilerServices;
using Lectern.Courses;
using Lectern.Data.Outbox;
using Lectern.Enrolment;
using Lectern.Progress.Cycles;
using Lectern.Progress.Completion;
using Lectern.Progress.Recomputing;
using Lectern.Progress.Scheduling;
using Lectern.Progress.Scheduling.Moving;

namespace Lectern.Progress;

/// <summary>A projection that doesn't say what its records say. <paramref name="What"/> names entity and property.</summary>
public sealed record ProgressDifference(Id<CourseEnrolment> EnrolmentId, string What, string? Kept, string? Recomputed);

/// <summary>
/// Recomputes every projection of progress from the learning records and compares; changes nothing. It may run while people
/// learn: a learner for whom news is still on its way to the projection is counted as <see cref="Waiting"/> and not as a difference.
/// </summary>
public sealed class ProgressVerification(LecternDb db, CompletionRules rules, TimeProvider clock)
{
    private const int BatchSize = 500;
    private const int Rounds = 3;

    /// <summary>How many enrolments were looked at.</summary>
    public int Verified { get; private set; }
    /// <summary>How many of them had news on its way and must be looked at again.</summary>
    public int Waiting { get; private set; }

    /// <summary>All differences, as they are found. Constant memory.</summary>
    public async IAsyncEnumerable<ProgressDifference> Differences([EnumeratorCancellation] CancellationToken cancel)
    {
        var seen = new Id<CourseEnrolment>(Guid.Empty);
        while (true)
        {
            var batch = await db.Enrolments.AsNoTracking().Where(e => e.Id > seen).OrderBy(e => e.Id).Take(BatchSize).ToListAsync(cancel);
            if (batch.Count == 0) yield break;
            seen = batch[^1].Id;
            Verified += batch.Count;
            var suspects = (await Compare(batch, cancel)).Select(d => d.EnrolmentId).ToHashSet();
            foreach (var suspect in batch.Where(e => suspects.Contains(e.Id)))
                foreach (var difference in await Confirm(suspect, cancel)) yield return difference;
        }
    }

    /// <summary>What was read one after the other may differ because somebody went on in between. What differs again and again, with nothing on its way, is wrong.</summary>
    private async Task<List<ProgressDifference>> Confirm(CourseEnrolment enrolment, CancellationToken cancel)
    {
        List<ProgressDifference> found = [];
        for (var round = 0; round < Rounds; round++)
        {
            if (await IsOnItsWay(enrolment, cancel))
            {
                Waiting++;
                return [];
            }

            found = await Compare([enrolment], cancel);
            if (found.Count == 0) return [];
        }

        return found;
    }

    private Task<bool> IsOnItsWay(CourseEnrolment enrolment, CancellationToken cancel)
    {
        string own = enrolment.Id.ToString(), course = enrolment.CourseId.ToString();
        return db.Set<OutboxMessage>().AnyAsync(m => m.ParkedAt == null
            && ((m.Handler.Contains(nameof(RecomputeProgress)) && m.Body.Contains(own)) || ((m.Handler.Contains(nameof(BringLearnersForward)) || m.Handler.Contains(nameof(MoveDates))) && m.Body.Contains(course))), cancel);
    }

    private async Task<List<ProgressDifference>> Compare(IReadOnlyList<CourseEnrolment> enrolments, CancellationToken cancel)
    {
        var ids = enrolments.Select(e => e.Id).ToList();
        var courseIds = enrolments.Select(e => e.CourseId).Distinct().ToList();
        var versions = await (from course in db.Courses where courseIds.Contains(course.Id) join version in db.CourseVersions on course.PublishedVersionId equals version.Id select version).AsNoTracking().ToDictionaryAsync(v => v.CourseId, cancel);
        var met = await db.VersionsMet.Where(m => ids.Contains(m.EnrolmentId)).AsNoTracking().ToDictionaryAsync(m => m.EnrolmentId, m => m.Version, cancel);
        var records = (await db.LearningRecords.AsNoTracking().Where(r => ids.Contains(r.EnrolmentId)).ToListAsync(cancel)).ToLookup(r => r.EnrolmentId);
        var activities = (await db.ActivityProgresses.AsNoTracking().Where(p => ids.Contains(p.EnrolmentId)).ToListAsync(cancel)).ToLookup(p => p.EnrolmentId);
        var courses = await db.CourseProgresses.AsNoTracking().Where(p => ids.Contains(p.EnrolmentId)).ToDictionaryAsync(p => p.EnrolmentId, cancel);
        var counting = db.CountingFacts;
        var facts = await counting.Where(f => ids.Contains(f.EnrolmentId)).ToDictionaryAsync(f => f.EnrolmentId, cancel);
        List<ProgressDifference> found = await CompareTimes(ids, records, cancel);
        foreach (var enrolment in enrolments)
        {
            var version = enrolment.Status == EnrolmentStatus.Past && met.TryGetValue(enrolment.Id, out var last) ? last : versions.GetValueOrDefault(enrolment.CourseId);
            // Where a date has come that a rule waits for, the job that looks for such dates comes within a minute: until then it is as before.
            var now = clock.GetUtcNow();
            var dates = activities[enrolment.Id].Where(a => a.ComesAt <= now).ToDictionary(a => a.ActivityId, a => a.ComesAt!.Value.AddTicks(-1));
            var folded = Fold(enrolment.CourseId, records[enrolment.Id], version?.Outline, rules, activity => dates.GetValueOrDefault(activity, now));
            // Whoever isn't a learner any more isn't judged by later versions until they come back; what they did is compared all the same.
            var isJudged = enrolment.Status != EnrolmentStatus.Withdrawn;
            found.AddRange(Compare(enrolment.Id, activities[enrolment.Id], folded, isJudged));
            if (isJudged && version is not null)
                found.AddRange(Compare(enrolment.Id, courses.GetValueOrDefault(enrolment.Id), version, folded, enrolment.Status == EnrolmentStatus.Active ? facts[enrolment.Id].DatesIn(version.Outline) : null));
        }

        return found;
    }

    /// <summary>The intervals in which somebody was at an activity are the evidence of what was told of the time spent on it; no two of a person's overlap.</summary>
    private async Task<List<ProgressDifference>> CompareTimes(List<Id<CourseEnrolment>> ids, ILookup<Id<CourseEnrolment>, LearningRecord> records, CancellationToken cancel)
    {
        var intervals = db.StudyIntervals;
        var measured = await intervals.Where(i => ids.Contains(i.EnrolmentId)).GroupBy(i => new { i.EnrolmentId, i.ActivityId })
            .Select(all => new { all.Key.EnrolmentId, all.Key.ActivityId, Milliseconds = all.Sum(i => i.Milliseconds) }).ToDictionaryAsync(t => (t.EnrolmentId, t.ActivityId), t => TimeSpan.FromMilliseconds(t.Milliseconds), cancel);
        var told = ids.SelectMany(id => records[id]).Where(r => r.Verb == LearningVerb.Spent).GroupBy(r => (r.EnrolmentId, r.ActivityId)).ToDictionary(all => all.Key, all => all.Max(r => r.Value));
        var overlapping = await intervals.Where(i => ids.Contains(i.EnrolmentId) && intervals.Any(other => other.LearnerId == i.LearnerId && other.From > i.From && other.From < i.To)).Select(i => new { i.EnrolmentId, i.From }).ToListAsync(cancel);
        return
        [
            .. measured.Keys.Union(told.Keys).Select(key => Differ(key.EnrolmentId, $"LearningRecord {key.ActivityId} Spent", told.GetValueOrDefault(key) ?? 0, LearningFact.Spent(measured.GetValueOrDefault(key)).Value ?? 0)).OfType<ProgressDifference>(),
            .. overlapping.Select(i => new ProgressDifference(i.EnrolmentId, "StudyInterval To", i.From.ToString("O"), "before the next begins")),
        ];
    }

    /// <summary>What the records of one learner in one course add up to, in whatever order they come.</summary>
    internal static IReadOnlyList<ActivityProgress> Fold(Id<Course> courseId, IEnumerable<LearningRecord> records, Outline? outline, CompletionRules rules, Func<Id<Activity>, DateTimeOffset> asOf) =>
    [
        .. records.GroupBy(r => r.ActivityId).Select(ofActivity =>
        {
            var all = ofActivity.ToList();
            var progress = new ActivityProgress(all[0].EnrolmentId, courseId, ofActivity.Key);
            progress.Recompute(all, outline?.Activities.FirstOrDefault(a => a.Id == ofActivity.Key), rules, asOf(ofActivity.Key));
            return progress;
        }),
    ];

    private static IEnumerable<ProgressDifference> Compare(Id<CourseEnrolment> enrolmentId, IEnumerable<ActivityProgress> kept, IReadOnlyList<ActivityProgress> folded, bool isJudged)
    {
        var byActivity = kept.ToDictionary(p => p.ActivityId);
        foreach (var expected in folded)
        {
            var name = $"ActivityProgress {expected.ActivityId}";
            if (!byActivity.Remove(expected.ActivityId, out var found))
            {
                yield return new(enrolmentId, name, null, expected.Status.ToString());
                continue;
            }

            if (Differ(enrolmentId, $"{name} StartedAt", found.StartedAt, expected.StartedAt) is { } started) yield return started;
            if (Differ(enrolmentId, $"{name} LastAt", found.LastAt, expected.LastAt) is { } last) yield return last;
            if (Differ(enrolmentId, $"{name} Score", found.Score, expected.Score) is { } score) yield return score;
            if (Differ(enrolmentId, $"{name} IsBegun", found.IsBegun, expected.IsBegun) is { } begun) yield return begun;
            if (!isJudged) continue;
            if (Differ(enrolmentId, $"{name} Status", found.Status, expected.Status) is { } status) yield return status;
            if (Differ(enrolmentId, $"{name} DoneAt", found.DoneAt, expected.DoneAt) is { } done) yield return done;
            if (Differ(enrolmentId, $"{name} ComesAt", found.ComesAt, expected.ComesAt) is { } comes) yield return comes;
        }

        foreach (var extra in byActivity.Values) yield return new(enrolmentId, $"ActivityProgress {extra.ActivityId}", extra.Status.ToString(), null);
    }

    private static IEnumerable<ProgressDifference> Compare(Id<CourseEnrolment> enrolmentId, CourseProgress? kept, CourseVersion version, IReadOnlyList<ActivityProgress> folded, LearnersDates? dates)
    {
        var standing = Standing.Of(version, folded, dates ?? LearnersDates.None);
        if (kept is null)
        {
            yield return new(enrolmentId, "CourseProgress", null, $"{standing.Done}/{standing.Total}");
            yield break;
        }

        if (Differ(enrolmentId, "CourseProgress VersionId", kept.VersionId, version.Id) is { } behind) yield return behind;
        if (Differ(enrolmentId, "CourseProgress Done", kept.Done, standing.Done) is { } done) yield return done;
        if (Differ(enrolmentId, "CourseProgress Total", kept.Total, standing.Total) is { } total) yield return total;
        if (Differ(enrolmentId, "CourseProgress Missing", kept.Missing, standing.Missing) is { } missing) yield return missing;
        if (Differ(enrolmentId, "CourseProgress Waived", kept.Waived, standing.Waived) is { } waived) yield return waived;
        if (dates is not null && Differ(enrolmentId, "CourseProgress DueAt", kept.DueAt, standing.DueAt) is { } due) yield return due;
        if (Differ(enrolmentId, "CourseProgress LastActivityId", kept.LastActivityId, standing.LastActivityId) is { } activity) yield return activity;
        if (Differ(enrolmentId, "CourseProgress LastAt", kept.LastAt, standing.LastAt) is { } last) yield return last;
        // Completed once is completed: a later version may ask for more, so only a missing completion is wrong.
        if (kept.CompletedAt is null && standing.CompletedAt is not null) yield return new(enrolmentId, "CourseProgress CompletedAt", null, standing.CompletedAt.Value.ToString("O"));
    }

    private static ProgressDifference? Differ<T>(Id<CourseEnrolment> enrolmentId, string what, T kept, T recomputed) =>
        EqualityComparer<T>.Default.Equals(kept, recomputed) ? null : new(enrolmentId, what, Words(kept), Words(recomputed));

    private static string? Words<T>(T value) => value is DateTimeOffset at ? at.ToString("O") : value?.ToString();
}
