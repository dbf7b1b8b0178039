using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress.Completion;
using Lectern.Progress.Scheduling;
using Lectern.Web.Live;

namespace Lectern.Progress.Recomputing;

/// <summary>
/// When a course has a new version, recomputes where its learners stand, batch by batch, each in a transaction of its own.
/// It looks for those who are behind, so it goes on where it stopped, and a newer version simply takes over.
/// </summary>
internal sealed class BringLearnersForward(LecternDb db, LiveUpdates live, CompletionRules rules, TimeProvider clock) : IHandle<CoursePublished>, IHandle<LearnersBroughtForward>
{
    internal const int BatchSize = 200;

    public Task Handle(CoursePublished @event, CancellationToken cancel) => NextBatch(@event.CourseId, @event.VersionId, cancel);

    public async Task Handle(LearnersBroughtForward @event, CancellationToken cancel)
    {
        await live.Publish(ProgressTopics.OfCourse(@event.CourseId), cancel);
        await NextBatch(@event.CourseId, @event.VersionId, cancel);
    }

    private async Task NextBatch(Id<Course> courseId, Id<CourseVersion> versionId, CancellationToken cancel)
    {
        var upToDate = db.CourseProgresses.Where(p => p.CourseId == courseId && p.VersionId == versionId).Select(p => p.EnrolmentId);
        var behind = await db.Enrolments.AsNoTracking()
            .Where(e => e.CourseId == courseId && e.Status == EnrolmentStatus.Active && !upToDate.Contains(e.Id))
            .OrderBy(e => e.EnrolledAt).Take(BatchSize).Select(e => new { e.Id, e.LearnerId, e.EnrolledAt }).ToListAsync(cancel);
        if (behind.Count == 0) return;

        var ids = behind.Select(e => e.Id).ToList();
        // First the projections with their revisions, then what they are computed from: whoever has newer facts also has the newer revision, and we try again.
        var known = await db.CourseProgresses.Where(p => ids.Contains(p.EnrolmentId)).ToDictionaryAsync(p => p.EnrolmentId, cancel);
        var version = await (from course in db.Courses join v in db.CourseVersions on course.PublishedVersionId equals v.Id where course.Id == courseId && v.Id == versionId select v).AsNoTracking().SingleOrDefaultAsync(cancel);
        if (version is null) return;   // overtaken by a newer one, which has its own event
        var activities = (await db.ActivityProgresses.Where(p => ids.Contains(p.EnrolmentId)).ToListAsync(cancel)).ToLookup(p => p.EnrolmentId);
        await Judge([.. activities.SelectMany(own => own)], version, cancel);
        var schedule = CourseSchedule.Read(await db.Courses.Where(c => c.Id == courseId).Select(c => c.ScheduleJson).SingleAsync(cancel));
        var agreed = await db.Agreed(ids, cancel);
        CourseProgress? last = null;
        foreach (var enrolment in behind)
        {
            if (!known.TryGetValue(enrolment.Id, out last)) db.Add(last = new CourseProgress(enrolment.Id, courseId, enrolment.LearnerId));
            if (last.Recompute(version, [.. activities[enrolment.Id]], LearnersDates.Of(schedule, version.Outline, enrolment.EnrolledAt, agreed.GetValueOrDefault(enrolment.Id, [])))) last.Announce();
        }

        last!.PassOn();
    }

    /// <summary>Activities that have a rule or are done anew, or did in some version that these learners may have met, are judged again.</summary>
    private async Task Judge(IReadOnlyCollection<ActivityProgress> activities, CourseVersion version, CancellationToken cancel)
    {
        var withRules = await db.CourseVersions.AsNoTracking().Where(v => v.CourseId == version.CourseId && (v.OutlineJson.Contains("\"Completion\":") || v.OutlineJson.Contains("\"RenewedAt\":"))).Select(v => v.OutlineJson).ToListAsync(cancel);
        var judged = withRules.SelectMany(outline => Outline.Read(outline).Activities).Where(a => a.Completion is not null || a.RenewedAt is not null).Select(a => a.Id).ToHashSet();
        if (judged.Count == 0) return;
        var enrolments = activities.Select(a => a.EnrolmentId).Distinct().ToList();
        var records = (await db.LearningRecords.AsNoTracking().Where(r => enrolments.Contains(r.EnrolmentId) && judged.Contains(r.ActivityId)).ToListAsync(cancel)).ToLookup(r => (r.EnrolmentId, r.ActivityId));
        var outlined = version.Outline.Activities.ToDictionary(a => a.Id);
        foreach (var activity in activities.Where(a => judged.Contains(a.ActivityId)))
            activity.Recompute([.. records[(activity.EnrolmentId, activity.ActivityId)]], outlined.GetValueOrDefault(activity.ActivityId), rules, clock.GetUtcNow());
    }
}
