using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Progress.Time.Seeing;

/// <summary>Sums of intervals. One statement each.</summary>
internal static class TimesSpent
{
    private sealed record OfActivity(Id<Activity> ActivityId, long Milliseconds);

    private static readonly PreparedQuery<Id<CourseEnrolment>, OfActivity> ByActivity = new((db, enrolmentId) =>
        db.Set<StudyInterval>().Where(i => i.EnrolmentId == enrolmentId).GroupBy(i => i.ActivityId).Select(all => new OfActivity(all.Key, all.Sum(i => i.Milliseconds))));

    extension(LecternDb db)
    {
        /// <summary>How long a learner was at each activity.</summary>
        internal async Task<IReadOnlyDictionary<Id<Activity>, TimeSpan>> TimeByActivity(Id<CourseEnrolment> enrolmentId, CancellationToken cancel) =>
            await ByActivity.Of(db, enrolmentId).ToDictionaryAsync(t => t.ActivityId, t => TimeSpan.FromMilliseconds(t.Milliseconds), cancellationToken: cancel);

        /// <summary>How long each of these learners was at the course.</summary>
        internal async Task<IReadOnlyDictionary<Id<CourseEnrolment>, TimeSpan>> TimeByEnrolment(IReadOnlyCollection<Id<CourseEnrolment>> enrolmentIds, CancellationToken cancel) =>
            await db.StudyIntervals.Where(i => enrolmentIds.Contains(i.EnrolmentId)).GroupBy(i => i.EnrolmentId).Select(all => new { all.Key, Milliseconds = all.Sum(i => i.Milliseconds) })
                .ToDictionaryAsync(t => t.Key, t => TimeSpan.FromMilliseconds(t.Milliseconds), cancel);
    }
}
