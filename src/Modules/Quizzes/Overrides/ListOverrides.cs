using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Web.Access;

namespace Lectern.Quizzes.Overrides;

/// <summary>For whom the rules of a quiz are otherwise, and in what; and the form for a unit.</summary>
internal static class ListOverrides
{
    private const int Most = 200;

    public static string Address(Id<Course> courseId, Id<Activity> activityId) => $"/courses/{courseId}/quizzes/{activityId}/exceptions";

    internal static async Task<IResult> Handle(Id<Course> id, Id<Activity> activityId, Id<Scope>? unit, Me me, LecternDb db, OverrideDesk overrides, IScopes scopes, CancellationToken cancel) =>
        await PublishedQuiz.Find(db, id, activityId, cancel) is { } quiz ? await View(quiz, unit, me, db, overrides, scopes, null, null, cancel) : TypedResults.NotFound();

    /// <summary>The page with the form for this unit; with a refusal and the form as it was sent.</summary>
    internal static async Task<IResult> View(PublishedQuiz quiz, Id<Scope>? unit, Me me, LecternDb db, OverrideDesk overrides, IScopes scopes, Refusal? refusal, PostedForm? form, CancellationToken cancel)
    {
        var activityId = quiz.Quiz.Id;
        var rows = await (
            from agreed in db.QuizOverrides.AsNoTracking()
            where agreed.ActivityId == activityId
            join learning in db.Set<CourseEnrolment>() on agreed.EnrolmentId equals learning.Id into enrolments
            from enrolment in enrolments.DefaultIfEmpty()
            join known in db.Set<Person>() on enrolment!.LearnerId equals known.Id into people
            from person in people.DefaultIfEmpty()
            join place in db.Set<Scope>() on agreed.UnitId equals place.Id into places
            from of in places.DefaultIfEmpty()
            join setter in db.Set<Person>() on agreed.SetById equals setter.Id into setters
            from author in setters.DefaultIfEmpty()
            orderby agreed.UnitId == null, of!.Path, person!.Name, agreed.Id
            select new OverridesPage.Row(of!.Name ?? person!.Name, agreed, author!.Name)).Take(Most).ToListAsync(cancel);
        var path = await scopes.PathOf(quiz.CourseId.Value, cancel);
        var units = path is not null && me.Visitor.HoldsAt(QuizCapabilities.MakeExceptions, path) ? await overrides.UnitsOf(quiz.CourseId, cancel) : null;
        return Page.Of<OverridesPage>(quiz.Quiz.Title, new OverridesPage.About(quiz.CourseId, quiz.Quiz, rows, units, unit, me.Visitor, refusal, form), new PageOptions(Crumbs: quiz.Crumbs("Exceptions")), refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
