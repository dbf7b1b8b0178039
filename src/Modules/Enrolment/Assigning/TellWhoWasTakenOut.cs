using Lectern.Courses;
using Lectern.Notifications;
using Lectern.Notifications.Mailing;

namespace Lectern.Enrolment;

/// <summary>Tells a learner, under the bell and by mail, that somebody took them out of a course. Who left by themselves knows.</summary>
internal sealed class TellWhoWasTakenOut(LecternDb db, MailWriter mails) : IHandle<LearnerWithdrew>
{
    public async Task Handle(LearnerWithdrew @event, CancellationToken cancel)
    {
        if (@event.ById == @event.LearnerId) return;
        var courses = db.Courses;
        if (await courses.Where(c => c.Id == @event.CourseId).Select(c => new { c.Title, c.Slug }).SingleOrDefaultAsync(cancel) is not { } course) return;
        var page = $"/courses/{course.Slug}";
        db.Notify(@event.LearnerId, "You are no longer in {0}.", [course.Title], page, @event.At);
        await mails.Write(@event.LearnerId, new Letter(
            new("You are no longer in {0}", course.Title),
            [new("Somebody took you out of the course {0}. What you did there is kept. If you think this is a mistake, ask the course's instructors or your manager.", course.Title)],
            new("See the course"), page), cancel);
    }
}
