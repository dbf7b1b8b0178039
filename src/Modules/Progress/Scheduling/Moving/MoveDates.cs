using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Notifications;
using Lectern.Notifications.Mailing;
using Lectern.People;
using Lectern.Web.Live;

namespace Lectern.Progress.Scheduling.Moving;

/// <summary>The learners up to one have a course's new dates.</summary>
internal sealed record DatesMoved(Id<Course> CourseId, Id<CourseEnrolment> After, string? Before) : IEvent;

/// <summary>
/// When a course has other dates, brings its learners up to date, batch by batch, each in a transaction of its own, and tells those for whom
/// something that they still have to do has another date now, or the course itself begins or ends at another time: once for each change, and
/// not again within the hour while they haven't read of the last one.
/// </summary>
internal sealed class MoveDates(LecternDb db, MailWriter mails, LiveUpdates live, TimeProvider clock) : IHandle<CourseRescheduled>, IHandle<DatesMoved>
{
    private const int BatchSize = 200;
    private const string Changed = "The dates of {0} have changed.";

    private static readonly TimeSpan Quiet = TimeSpan.FromHours(1);

    public Task Handle(CourseRescheduled @event, CancellationToken cancel) => NextBatch(@event, new(Guid.Empty), cancel);

    public Task Handle(DatesMoved @event, CancellationToken cancel) => NextBatch(new(@event.CourseId, @event.Before), @event.After, cancel);

    private async Task NextBatch(CourseRescheduled moved, Id<CourseEnrolment> after, CancellationToken cancel)
    {
        // First the projections with their revisions, then what they are computed from: whoever has newer facts also has the newer revision, and we try again.
        var batch = await (
            from progress in db.CourseProgresses
            join enrolment in db.Set<CourseEnrolment>() on progress.EnrolmentId equals enrolment.Id
            where progress.CourseId == moved.CourseId && enrolment.Status == EnrolmentStatus.Active && enrolment.Id > after
            orderby enrolment.Id
            select new { Progress = progress, enrolment.EnrolledAt }).Take(BatchSize).ToListAsync(cancel);
        if (batch.Count == 0) return;
        var course = await (from c in db.Courses where c.Id == moved.CourseId join v in db.Set<CourseVersion>() on c.PublishedVersionId equals v.Id select new { c.Title, c.Slug, c.ScheduleJson, Version = v }).AsNoTracking().SingleOrDefaultAsync(cancel);
        if (course is null) return;   // nobody meets it
        var ids = batch.ConvertAll(b => b.Progress.EnrolmentId);
        var activities = (await db.ActivityProgresses.AsNoTracking().Where(p => ids.Contains(p.EnrolmentId)).ToListAsync(cancel)).ToLookup(p => p.EnrolmentId);
        var agreed = await db.Agreed(ids, cancel);
        var (was, now) = (CourseSchedule.Read(moved.Before), CourseSchedule.Read(course.ScheduleJson));
        List<Id<Person>> concerned = [];
        foreach (var learner in batch)
        {
            List<ActivityProgress> own = [.. activities[learner.Progress.EnrolmentId]];
            var terms = agreed.GetValueOrDefault(learner.Progress.EnrolmentId, []);
            var dates = LearnersDates.Of(now, course.Version.Outline, learner.EnrolledAt, terms);
            // Whoever hasn't been brought to this version yet is judged anew on the way there, by the dates that hold then.
            if (learner.Progress.VersionId == course.Version.Id && learner.Progress.Recompute(course.Version, own, dates)) learner.Progress.Announce();
            if (learner.Progress.Missing > 0 && IsAnother(LearnersDates.Of(was, course.Version.Outline, learner.EnrolledAt, terms), dates, Standing.Left(course.Version.Outline, own))) concerned.Add(learner.Progress.LearnerId);
        }

        await Tell(concerned, course.Title, $"/courses/{course.Slug}/home", cancel);
        await live.Publish(ProgressTopics.OfCourse(moved.CourseId), cancel);
        batch[^1].Progress.PassOn(moved);
    }

    private static bool IsAnother(LearnersDates was, LearnersDates now, IReadOnlyList<OutlineActivity> left) =>
        was.OpensAt != now.OpensAt || was.EndsAt != now.EndsAt || left.Any(lesson => was.DueAt(lesson.Id) != now.DueAt(lesson.Id));

    private async Task Tell(List<Id<Person>> learners, string title, string home, CancellationToken cancel)
    {
        if (learners.Count == 0) return;
        var now = clock.GetUtcNow();
        var since = now - Quiet;
        var notifications = db.Notifications;
        var people = await db.Set<Person>().Where(p => learners.Contains(p.Id) && !notifications.Any(n => n.PersonId == p.Id && n.Text == Changed && n.Href == home && n.ReadAt == null && n.At > since)).ToListAsync(cancel);
        foreach (var person in people)
        {
            db.Notify(person.Id, Changed, [title], home, now);
            await mails.Write(person, new Letter(new(Changed, title), [new("Something that you have to do in {0} has another date now. The page of the course shows what is due when.", title)], new("Open the course"), home));
        }
    }
}
