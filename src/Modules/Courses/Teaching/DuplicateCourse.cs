using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Courses;

/// <summary>An editor makes a new draft that holds all that the draft of a course holds: next year's course, or another group's.</summary>
internal static class DuplicateCourse
{
    private static readonly Refusal NotHere = new("unit-not-yours", "You may make courses in other units only. Ask an administrator for the role of instructor at this course's unit.");

    internal static async Task<IResult> Handle(Id<Course> id, Me me, LecternDb db, ActivityKinds kinds, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        await Duplicate(id, me, db, kinds, texts, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => Page.SeeOther($"/courses/{id}/settings", refusal, texts),
            { Value: var copy } => Page.SeeOther($"/courses/{copy.Id}/edit", texts["This is the copy, a draft of its own."]),
        };

    internal static async Task<IResult> FromProgram(Id<Course> id, Me me, LecternDb db, ActivityKinds kinds, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        await Duplicate(id, me, db, kinds, texts, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            { Value: var copy } => TypedResults.Created($"/api/v1/courses/{copy.Id}", CourseInFull.Of(copy)),
        };

    private static Task<Outcome<Course>?> Duplicate(Id<Course> id, Me me, LecternDb db, ActivityKinds kinds, Texts texts, TimeProvider clock, CancellationToken cancel) => db.Retried<Outcome<Course>?>(async () =>
    {
        if (await db.Draft(id, cancel) is not { } original) return null;
        if (await db.PathOfUnit(original.UnitId, cancel) is not { } path || !me.Visitor.HoldsAt(CourseCapabilities.CreateCourse, path)) return NotHere;
        var title = texts["Copy of {0}", original.Title];
        var outcome = await CourseDraft.Copy(db, kinds, original, title.Length > Parts.LongestTitle ? title[..Parts.LongestTitle] : title, me.Id, clock.GetUtcNow(), cancel);
        if (outcome.Refusal is null) await db.SaveChangesAsync(cancel);
        return outcome;
    });
}
