using Lectern.Courses;
using Lectern.Notifications;

namespace Lectern.Enrolment;

/// <summary>Tells a person that they are a learner of a course now, with the way to it.</summary>
internal sealed class WelcomeLearner(LecternDb db) : IHandle<LearnerEnrolled>
{
    public async Task Handle(LearnerEnrolled @event, CancellationToken cancel)
    {
        var courses = db.Courses;
        if (await courses.Where(c => c.Id == @event.CourseId).Select(c => new { c.Title, c.Slug }).SingleOrDefaultAsync(cancel) is { } course)
            db.Notify(@event.LearnerId, "You are enrolled in {0}.", [course.Title], $"/courses/{course.Slug}/home", @event.At);
    }
}
