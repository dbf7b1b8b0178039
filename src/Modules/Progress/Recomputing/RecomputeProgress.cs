using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress.Completion;

namespace Lectern.Progress.Recomputing;

/// <summary>
/// Brings the projections up to date with what was recorded. Safe to run twice: it recomputes, it doesn't add. The report
/// itself has computed the activity from what it could see; two at the same moment don't see each other, and here the later one does.
/// </summary>
internal sealed class RecomputeProgress(LecternDb db, CompletionRules rules, TimeProvider clock) : IHandle<ActivityProgressed>, IHandle<LearnerEnrolled>
{
    public Task Handle(ActivityProgressed @event, CancellationToken cancel) => Recompute(@event.EnrolmentId, @event.ActivityId, cancel);

    public Task Handle(LearnerEnrolled @event, CancellationToken cancel) => Recompute(@event.EnrolmentId, null, cancel);

    private async Task Recompute(Id<CourseEnrolment> enrolmentId, Id<Activity>? activityId, CancellationToken cancel)
    {
        var enrolment = await db.Enrolments.AsNoTracking().SingleAsync(e => e.Id == enrolmentId, cancel);
        // First the projection with its revision, then what it is computed from: whoever has newer facts also has the newer revision, and we try again.
        var progress = await db.CourseProgresses.SingleOrDefaultAsync(p => p.EnrolmentId == enrolmentId, cancel);
        var version = await (from course in db.Courses join v in db.CourseVersions on course.PublishedVersionId equals v.Id where course.Id == enrolment.CourseId select v).AsNoTracking().SingleOrDefaultAsync(cancel);
        var activities = await db.ActivityProgresses.Where(p => p.EnrolmentId == enrolmentId).ToListAsync(cancel);
        if (activities.Find(a => a.ActivityId == activityId) is { } activity)
        {
            var records = await db.LearningRecords.AsNoTracking().Where(r => r.EnrolmentId == enrolmentId && r.ActivityId == activityId).ToListAsync(cancel);
            activity.Recompute(records, version?.Outline.Activities.FirstOrDefault(a => a.Id == activityId), rules, clock.GetUtcNow());
        }

        if (version is null) return;
        var isNew = progress is null;
        if (progress is null) db.Add(progress = new CourseProgress(enrolmentId, enrolment.CourseId, enrolment.LearnerId));
        if (progress.Recompute(version, activities) || isNew) progress.Announce();
    }
}
