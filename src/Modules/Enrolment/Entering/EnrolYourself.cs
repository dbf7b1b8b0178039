using Lectern.Courses;
using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Enrolment;

/// <summary>Somebody signed in enrols in an open, published course; asking again changes nothing.</summary>
internal static class EnrolYourself
{
    internal static readonly Refusal ByAssignmentOnly = new("enrolment-by-assignment", "You can't enrol in this course by yourself. Ask its instructors or your manager to enrol you.");

    internal static async Task<IResult> Handle(Id<Course> id, Me me, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        var (slug, outcome) = await Enrol(id, me, db, clock, cancel);
        return slug is null ? TypedResults.NotFound()
            : outcome.Refusal is { } refusal ? Page.SeeOther($"/courses/{slug}", texts[refusal.Sentence, refusal.Arguments])
            : Page.SeeOther($"/courses/{slug}/home", texts["You are enrolled."]);
    }

    internal static async Task<IResult> FromProgram(Id<Course> id, Me me, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        var (slug, outcome) = await Enrol(id, me, db, clock, cancel);
        return slug is null ? TypedResults.NotFound()
            : outcome.Refusal is { } refusal ? refusal.ToProblem(texts)
            : TypedResults.Ok(EnrolmentListed.Of(outcome.Value));
    }

    private static async Task<(string? Slug, Outcome<CourseEnrolment> Outcome)> Enrol(Id<Course> id, Me me, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        var courses = db.Courses;
        var course = await courses.AsNoTracking().Where(c => c.Id == id && c.PublishedNumber > 0).Select(c => new { c.Slug, c.Policy }).SingleOrDefaultAsync(cancel);
        if (course is null) return (null, ByAssignmentOnly);
        if (course.Policy == EnrolmentPolicy.Assigned)
        {
            var enrolments = db.Enrolments;
            var existing = await enrolments.AsNoTracking().SingleOrDefaultAsync(e => e.CourseId == id && e.LearnerId == me.Id && e.Status == EnrolmentStatus.Active, cancel);
            return (course.Slug, existing is null ? ByAssignmentOnly : existing);
        }

        return (course.Slug, await db.Enrol(id, me.Id, EnrolmentSources.Self, clock.GetUtcNow(), cancel));
    }
}

/// <summary>Why somebody is a learner of a course (<see cref="CourseEnrolment.Source"/>).</summary>
public static class EnrolmentSources
{
    public const string Self = "self";
    public const string Assigned = "assigned";
    public const string Import = "import";
}

/// <summary>An enrolment as the API gives it.</summary>
public sealed record EnrolmentListed(Id<CourseEnrolment> Id, Id<Course> CourseId, Id<Person> LearnerId, EnrolmentStatus Status, string Source, DateTimeOffset EnrolledAt, DateTimeOffset? WithdrawnAt)
{
    internal static EnrolmentListed Of(CourseEnrolment e) => new(e.Id, e.CourseId, e.LearnerId, e.Status, e.Source, e.EnrolledAt, e.WithdrawnAt);
}
