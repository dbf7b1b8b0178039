using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress.Completion;
using Lectern.Progress.Cycles;
using Lectern.Progress.Scheduling;

namespace Lectern.Progress.Recomputing;

/// <summary>
/// Brings the projections up to date with what was recorded. Safe to run twice: it recomputes, it doesn't add. The report
/// itself has computed the activity from what it could see; two at the same moment don't see each other, and here the later one does.
/// Whoever comes (back) to the course, or hasn't been brought to its version yet, is judged anew in all that they did.
/// </summary>
internal sealed class RecomputeProgress(LecternDb db, CompletionRules rules, TimeProvider clock) : IHandle<ActivityProgressed>, IHandle<LearnerEnrolled>, IHandle<ScheduleAdjusted>
{
    public Task Handle(ActivityProgressed @event, CancellationToken cancel) => Recompute(@event.EnrolmentId, @event.ActivityId, cancel);

    public Task Handle(LearnerEnrolled @event, CancellationToken cancel) => Recompute(@event.EnrolmentId, null, cancel);

    public Task Handle(ScheduleAdjusted @event, CancellationToken cancel) => Recompute(@event.EnrolmentId, null, cancel);

    private async Task Recompute(Id<CourseEnrolment> enrolmentId, Id<Activity>? activityId, CancellationToken cancel)
    {
        var enrolment = await db.Enrolments.AsNoTracking().SingleAsync(e => e.Id == enrolmentId, cancel);
        // First the projection with its revision, then what it is computed from: whoever has newer facts also has the newer revision, and we try again.
        var progress = await db.CourseProgresses.SingleOrDefaultAsync(p => p.EnrolmentId == enrolmentId, cancel);
        var counting = db.CountingFacts;
        var facts = await counting.SingleAsync(f => f.EnrolmentId == enrolmentId, cancel);
        var version = await db.VersionFor(enrolmentId).AsNoTracking().SingleOrDefaultAsync(cancel);
        var activities = await db.ActivityProgresses.Where(p => p.EnrolmentId == enrolmentId).ToListAsync(cancel);
        var isAnew = activityId is null || (version is not null && progress?.VersionId != version.Id);
        await Judge([.. activities.Where(a => isAnew || a.ActivityId == activityId)], version, cancel);

        // Whoever was taken out keeps what they did, but the course is completed only by its learners.
        if (version is null || enrolment.Status == EnrolmentStatus.Withdrawn) return;
        var isNew = progress is null;
        if (progress is null) db.Add(progress = new CourseProgress(enrolmentId, enrolment.CourseId, enrolment.LearnerId));
        var dates = enrolment.Status == EnrolmentStatus.Active ? facts.DatesIn(version.Outline) : LearnersDates.None;
        if (progress.Recompute(version, activities, dates) || isNew) progress.Announce();
    }

    private async Task Judge(List<ActivityProgress> stale, CourseVersion? version, CancellationToken cancel)
    {
        if (stale.Count == 0) return;
        var (enrolmentId, ids) = (stale[0].EnrolmentId, stale.ConvertAll(a => a.ActivityId));
        var records = (await db.LearningRecords.AsNoTracking().Where(r => r.EnrolmentId == enrolmentId && ids.Contains(r.ActivityId)).ToListAsync(cancel)).ToLookup(r => r.ActivityId);
        var outlined = version?.Outline.Activities.ToDictionary(a => a.Id);
        foreach (var activity in stale) activity.Recompute([.. records[activity.ActivityId]], outlined?.GetValueOrDefault(activity.ActivityId), rules, clock.GetUtcNow());
    }
}
