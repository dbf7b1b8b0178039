using Lectern.Courses;
using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Enrolment;

/// <summary>A learner leaves a course that they enrolled in by themselves. What they did there is kept, and enrolling again brings it back.</summary>
internal static class LeaveCourse
{
    private static readonly Refusal NotYours = new("enrolment-not-yours", "Somebody enrolled you in this course, so only they can take you out. Ask its instructors or your manager.");

    internal static async Task<IResult> Handle(Id<Course> id, Me me, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        var courses = db.Courses;
        var slug = await courses.Where(c => c.Id == id).Select(c => c.Slug).SingleOrDefaultAsync(cancel);
        return await Leave(id, me, db, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => Page.SeeOther($"/courses/{slug}", refusal, texts),
            _ => Page.SeeOther($"/courses/{slug}"),
        };
    }

    internal static async Task<IResult> FromProgram(Id<Course> id, Me me, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        await Leave(id, me, db, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            _ => TypedResults.NoContent(),
        };

    private static async Task<Outcome<CourseEnrolment>?> Leave(Id<Course> id, Me me, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        var enrolment = await db.CurrentEnrolments.SingleOrDefaultAsync(e => e.CourseId == id && e.LearnerId == me.Id, cancel);
        if (enrolment is null) return null;
        if (enrolment.Source != EnrolmentSources.Self) return NotYours;
        enrolment.Withdraw(me.Id, clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return enrolment;
    }
}
