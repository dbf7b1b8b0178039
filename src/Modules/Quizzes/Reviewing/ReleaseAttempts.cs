using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Grading.Releasing;
using Lectern.Notifications;
using Lectern.Progress;
using Lectern.Quizzes.Taking;

namespace Lectern.Quizzes.Reviewing;

/// <summary>Tells learners how their attempts went, and what follows from their knowing it: their progress, and a message when it came later than handing in.</summary>
internal sealed class ReleaseAttempts(LecternDb db, Classroom classroom, TimeProvider clock) : IReleaseMarks, IHandle<MarksTold>, IHandle<MarkTakenBack>
{
    public string ActivityKind => QuizActivity.Kind;

    public async Task<int> Release(Id<Activity> activityId, IReadOnlyCollection<Id<CourseEnrolment>>? enrolments, DateTimeOffset at, CancellationToken cancel)
    {
        var waiting = db.Attempts.Where(a => a.ActivityId == activityId && a.State == AttemptState.Finished && a.ReleasedAt == null);
        if (enrolments is not null) waiting = waiting.Where(a => enrolments.Contains(a.EnrolmentId));
        return (await waiting.ToListAsync(cancel)).Count(attempt => attempt.Release(at));
    }

    public async Task Handle(MarksTold @event, CancellationToken cancel)
    {
        var found = await (
            from attempt in db.Attempts
            where attempt.Id == @event.AttemptId
            join content in db.Set<QuizContent>() on attempt.ContentId equals content.Id
            join activity in db.Set<Activity>() on attempt.ActivityId equals activity.Id into activities
            from there in activities.DefaultIfEmpty()
            select new { attempt, content.DocumentJson, Title = (string?)there!.Title }).SingleOrDefaultAsync(cancel);
        if (found is null) return;   // gone since, with its learner
        await classroom.Report(found.attempt.EnrolmentId, found.attempt.CourseId, found.attempt.ActivityId, found.attempt.Facts(QuizDocument.Read(found.DocumentJson).Settings), cancel);
        if (found.Title is not { } title) return;
        if (found.attempt.ReleasedAt is not { } releasedAt) return;   // taken back since, which is told by itself
        if (@event.IsNew) db.Notify(found.attempt.LearnerId, "Your mark for {0} is there", [title], Addresses.Result(found.attempt.Id), releasedAt);
        else if (@event.WasPutRight) db.Notify(found.attempt.LearnerId, "Your mark for {0} was put right", [title], Addresses.Result(found.attempt.Id), clock.GetUtcNow());
    }

    public async Task Handle(MarkTakenBack @event, CancellationToken cancel)
    {
        var found = await (
            from attempt in db.Attempts
            where attempt.Id == @event.AttemptId
            join course in db.Set<Course>() on attempt.CourseId equals course.Id
            join activity in db.Set<Activity>() on attempt.ActivityId equals activity.Id
            select new { attempt.LearnerId, attempt.ActivityId, course.Slug, activity.Title }).SingleOrDefaultAsync(cancel);
        if (found is null) return;   // gone since
        db.Notify(found.LearnerId, "Your mark for {0} was taken back: answers are marked again", [found.Title], $"/courses/{found.Slug}/grades/{found.ActivityId}", clock.GetUtcNow());
    }
}
