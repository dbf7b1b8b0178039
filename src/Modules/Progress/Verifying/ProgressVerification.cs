using System.Runtime.CompilerServices;
using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Progress;

/// <summary>A projection that doesn't say what its records say. <paramref name="What"/> names entity and property.</summary>
public sealed record ProgressDifference(Id<CourseEnrolment> EnrolmentId, string What, string? Kept, string? Recomputed);

/// <summary>Recomputes every projection of progress from the learning records and compares; changes nothing. For "doctor".</summary>
public sealed class ProgressVerification(LecternDb db)
{
    private const int BatchSize = 500;

    /// <summary>All differences, as they are found. Constant memory.</summary>
    public async IAsyncEnumerable<ProgressDifference> Differences([EnumeratorCancellation] CancellationToken cancel)
    {
        var versions = await (from course in db.Courses join version in db.CourseVersions on course.PublishedVersionId equals version.Id select version).AsNoTracking().ToDictionaryAsync(v => v.CourseId, cancel);
        var seen = new Id<CourseEnrolment>(Guid.Empty);
        while (true)
        {
            var batch = await db.Enrolments.AsNoTracking().Where(e => e.Id > seen).OrderBy(e => e.Id).Take(BatchSize).Select(e => new { e.Id, e.CourseId, e.LearnerId, e.Status }).ToListAsync(cancel);
            if (batch.Count == 0) yield break;
            seen = batch[^1].Id;

            var ids = batch.Select(e => e.Id).ToList();
            var records = (await db.LearningRecords.AsNoTracking().Where(r => ids.Contains(r.EnrolmentId)).ToListAsync(cancel)).ToLookup(r => r.EnrolmentId);
            var activities = (await db.ActivityProgresses.AsNoTracking().Where(p => ids.Contains(p.EnrolmentId)).ToListAsync(cancel)).ToLookup(p => p.EnrolmentId);
            var courses = await db.CourseProgresses.AsNoTracking().Where(p => ids.Contains(p.EnrolmentId)).ToDictionaryAsync(p => p.EnrolmentId, cancel);
            foreach (var enrolment in batch)
            {
                var folded = Fold(enrolment.CourseId, records[enrolment.Id]);
                foreach (var difference in Compare(enrolment.Id, activities[enrolment.Id], folded)) yield return difference;
                if (enrolment.Status != EnrolmentStatus.Active || !versions.TryGetValue(enrolment.CourseId, out var version)) continue;
                foreach (var difference in Compare(enrolment.Id, courses.GetValueOrDefault(enrolment.Id), version, folded)) yield return difference;
            }
        }
    }

    /// <summary>What the records of one learner in one course add up to, in whatever order they come.</summary>
    internal static IReadOnlyList<ActivityProgress> Fold(Id<Course> courseId, IEnumerable<LearningRecord> records)
    {
        var folded = new Dictionary<Id<Activity>, ActivityProgress>();
        foreach (var record in records)
        {
            if (!folded.TryGetValue(record.ActivityId, out var progress)) folded.Add(record.ActivityId, progress = new ActivityProgress(record.EnrolmentId, courseId, record.ActivityId, record.At));
            progress.Report(record.Status, record.At);
        }

        return [.. folded.Values];
    }

    private static IEnumerable<ProgressDifference> Compare(Id<CourseEnrolment> enrolmentId, IEnumerable<ActivityProgress> kept, IReadOnlyList<ActivityProgress> folded)
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

            if (Differ(enrolmentId, $"{name} Status", found.Status, expected.Status) is { } status) yield return status;
            if (Differ(enrolmentId, $"{name} StartedAt", found.StartedAt, expected.StartedAt) is { } started) yield return started;
            if (Differ(enrolmentId, $"{name} DoneAt", found.DoneAt, expected.DoneAt) is { } done) yield return done;
            if (Differ(enrolmentId, $"{name} LastAt", found.LastAt, expected.LastAt) is { } last) yield return last;
        }

        foreach (var extra in byActivity.Values) yield return new(enrolmentId, $"ActivityProgress {extra.ActivityId}", extra.Status.ToString(), null);
    }

    private static IEnumerable<ProgressDifference> Compare(Id<CourseEnrolment> enrolmentId, CourseProgress? kept, CourseVersion version, IReadOnlyList<ActivityProgress> folded)
    {
        var standing = Standing.Of(version, folded);
        if (kept is null)
        {
            yield return new(enrolmentId, "CourseProgress", null, $"{standing.Done}/{standing.Total}");
            yield break;
        }

        if (Differ(enrolmentId, "CourseProgress VersionId", kept.VersionId, version.Id) is { } behind) yield return behind;
        if (Differ(enrolmentId, "CourseProgress Done", kept.Done, standing.Done) is { } done) yield return done;
        if (Differ(enrolmentId, "CourseProgress Total", kept.Total, standing.Total) is { } total) yield return total;
        if (Differ(enrolmentId, "CourseProgress Missing", kept.Missing, standing.Missing) is { } missing) yield return missing;
        if (Differ(enrolmentId, "CourseProgress LastActivityId", kept.LastActivityId, standing.LastActivityId) is { } activity) yield return activity;
        if (Differ(enrolmentId, "CourseProgress LastAt", kept.LastAt, standing.LastAt) is { } last) yield return last;
        // Completed once is completed: a later version may ask for more, so only a missing completion is wrong.
        if (kept.CompletedAt is null && standing.CompletedAt is not null) yield return new(enrolmentId, "CourseProgress CompletedAt", null, standing.CompletedAt.Value.ToString("O"));
    }

    private static ProgressDifference? Differ<T>(Id<CourseEnrolment> enrolmentId, string what, T kept, T recomputed) =>
        EqualityComparer<T>.Default.Equals(kept, recomputed) ? null : new(enrolmentId, what, Words(kept), Words(recomputed));

    private static string? Words<T>(T value) => value is DateTimeOffset at ? at.ToString("O") : value?.ToString();
}
