using Lectern.Courses;
using Lectern.Notifications;
using Lectern.Notifications.Mailing;

namespace Lectern.Enrolment;

/// <summary>Tells a person that they are a learner of a course now, with the way to it; by mail too when somebody else enrolled them.</summary>
internal sealed class WelcomeLearner(LecternDb db, MailWriter mails) : IHandle<LearnerEnrolled>
{
    public async Task Handle(LearnerEnrolled @event, CancellationToken cancel)
    {
        var courses = db.Courses;
        if (await courses.Where(c => c.Id == @event.CourseId).Select(c => new { c.Title, c.Slug }).SingleOrDefaultAsync(cancel) is not { } course) return;
        var home = $"/courses/{course.Slug}/home";
        var isAgain = @event.Cycle > 1;
        db.Notify(@event.LearnerId, isAgain ? "You take {0} again." : "You are enrolled in {0}.", [course.Title], home, @event.At);
        if (@event.Source == EnrolmentSources.Self) return;
        await mails.Write(@event.LearnerId, new Letter(
            isAgain ? new("You take {0} again", course.Title) : new("You are enrolled in {0}", course.Title),
            [isAgain
                ? new("Somebody has begun the course {0} again for you. It stands on your page, and you can start whenever you like. What you did before is kept.", course.Title)
                : new("Somebody enrolled you in the course {0}. It stands on your page, and you can start whenever you like.", course.Title)],
            new("Open the course"), home), cancel);
    }
}
