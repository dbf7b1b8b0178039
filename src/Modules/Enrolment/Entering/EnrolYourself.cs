using Lectern.Courses;
using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Enrolment;

/// <summary>Somebody signed in enrols in an open, published course; asking again changes nothing.</summary>
internal static class EnrolYourself
{
    private static readonly Refusal TakenOut = new("enrolment-taken-out", "Somebody took you out of this course, so you can't enrol again by yourself. Ask its instructors or your manager.");
    private static readonly Refusal NotOffered = new("enrolment-closed", "This course takes no new learners at present.");
    private static readonly Refusal ByAssignmentOnly = new("enrolment-by-assignment", "You can't enrol in this course by yourself. Ask its instructors or your manager to enrol you.");

    internal static async Task<IResult> Handle(Id<Course> id, Me me, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        var (slug, outcome) = await Enrol(id, me, db, clock, cancel);
        return slug is null ? TypedResults.NotFound()
            : outcome.Refusal is { } refusal ? Page.SeeOther($"/courses/{slug}", refusal, texts)
            : Page.SeeOther($"/courses/{slug}/home", texts["You are enrolled."]);
    }

    internal static async Task<IResult> FromProgram(Id<Course> id, Me me, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        var (slug, outcome) = await Enrol(id, me, db, clock, cancel);
        return slug is null ? TypedResults.NotFound()
            : outcome.Refusal is { } refusal ? refusal.ToProblem(texts)
            : TypedResults.Ok(EnrolmentListed.From(outcome.Value));
    }

    private static async Task<(string? Slug, Outcome<CourseEnrolment> Outcome)> Enrol(Id<Course> id, Me me, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        var courses = db.Courses;
        var course = await courses.AsNoTracking().Where(c => c.Id == id && c.PublishedNumber > 0).Select(c => new { c.Slug, c.Policy, c.Offer, c.ScheduleJson }).SingleOrDefaultAsync(cancel);
        if (course is null) return (null, NotOffered);
        var existing = await db.CurrentEnrolments.AsNoTracking().SingleOrDefaultAsync(e => e.CourseId == id && e.LearnerId == me.Id, cancel);
        if (existing is { Status: EnrolmentStatus.Active }) return (course.Slug, existing);
        if (existing is { WasTakenOut: true }) return (course.Slug, TakenOut);
        if (course.Policy == EnrolmentPolicy.Assigned) return (course.Slug, ByAssignmentOnly);
        if (course.Offer != CourseOffer.Offered) return (course.Slug, NotOffered);
        if (CourseSchedule.Read(course.ScheduleJson)?.Over(me.Visitor, clock.GetUtcNow()) is { } over) return (course.Slug, over);
        return (course.Slug, await db.Enrol(id, me.Id, EnrolmentSources.Self, clock.GetUtcNow(), cancel));
    }
}

/// <summary>An enrolment as the API gives it.</summary>
public sealed record EnrolmentListed(Id<CourseEnrolment> Id, Id<Course> CourseId, Id<Person> LearnerId, EnrolmentStatus Status, string Source, DateTimeOffset EnrolledAt, DateTimeOffset? WithdrawnAt, int Cycle)
{
    public static EnrolmentListed From(CourseEnrolment e) => new(e.Id, e.CourseId, e.LearnerId, e.Status, e.Source, e.EnrolledAt, e.WithdrawnAt, e.Cycle);
}
