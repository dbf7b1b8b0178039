using Lectern.People;
using Lectern.Web.Api;
using Lectern.Web.Design;

namespace Lectern.Courses;

/// <summary>Someone who may makes a new, empty draft course in one of their units.</summary>
internal static class StartCourse
{
    internal static async Task<IResult> Show(Visitor visitor, LecternDb db, Texts texts, CancellationToken cancel) =>
        Page.Of<StartCoursePage>("New course", new StartCourseModel("", "", await db.UnitsForCourses(visitor, cancel), null), Options(texts));

    internal static async Task<IResult> Handle([FromForm] string? title, [FromForm] string? unit, Me me, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        var outcome = await Start(db, me, title ?? "", Guid.TryParse(unit, out var unitId) ? unitId : Guid.Empty, clock, cancel);
        return outcome.Refusal is { } refusal
            ? Page.Refused<StartCoursePage>("New course", new StartCourseModel(title ?? "", unit ?? "", await db.UnitsForCourses(me.Visitor, cancel), refusal), Options(texts))
            : Page.SeeOther($"/courses/{outcome.Value.Id}/edit");
    }

    internal static async Task<IResult> FromProgram(NewCourse asked, Me me, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        var unit = asked.UnitId ?? ((await db.UnitsForCourses(me.Visitor, cancel)) is [var first, ..] ? Guid.Parse(first.Value) : Guid.Empty);
        var outcome = await Start(db, me, asked.Title ?? "", unit, clock, cancel);
        return outcome.Refusal is { } refusal ? refusal.ToProblem(texts)
            : TypedResults.Created($"/api/v1/courses/{outcome.Value.Id}", CourseInFull.Of(outcome.Value));
    }

    private static async Task<Outcome<Course>> Start(LecternDb db, Me me, string title, Guid unit, TimeProvider clock, CancellationToken cancel)
    {
        var unitId = new Id<Scope>(unit);
        var path = await db.PathOfUnit(unitId, cancel);
        if (path is null || !me.Visitor.HoldsAt(CourseCapabilities.CreateCourse, path)) return new Refusal("unit-unknown", "Choose one of the units in the list.", "Unit");
        return await db.Retried(async () =>   // the same title at the same moment: the address was taken
        {
            var outcome = await CourseDraft.Start(db, unitId, title, me.Id, clock.GetUtcNow(), cancel);
            if (outcome.Refusal is null) await db.SaveChangesAsync(cancel);
            return outcome;
        });
    }

    private static PageOptions Options(Texts texts) => new(Crumbs: [new(texts["Teach"], "/teach"), new(texts["New course"])]);
}

/// <summary>What a program sends to make a course.</summary>
/// <param name="UnitId">That it belongs to; missing for the first of those where whoever asks may make courses, as the page offers them.</param>
public sealed record NewCourse(string? Title, Guid? UnitId);

public sealed record StartCourseModel(string Title, string Unit, IReadOnlyList<Option> Units, Refusal? Refusal);
