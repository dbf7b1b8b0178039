using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Courses;

/// <summary>An editor deletes a draft that was never published: no learner has met it, so nothing of anyone goes with it.</summary>
internal static class DeleteDraft
{
    private static readonly Refusal WasPublished = new("course-was-published", "This course was published, so learners may have met it. Archive it instead.");

    internal static async Task<IResult> Show(Id<Course> id, LecternDb db, Texts texts, CancellationToken cancel)
    {
        var courses = db.Courses;
        var course = await courses.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.PublishedNumber == 0, cancel);
        return course is null ? TypedResults.NotFound() : Page.Of<DeleteDraftPage>("Delete this draft?", new DeleteDraftModel(id, course.Title),
            new PageOptions(Crumbs: [new(texts["Teach"], "/teach"), new(course.Title, $"/courses/{id}/edit"), new(texts["Delete this draft?"])]));
    }

    internal static async Task<IResult> Handle(Id<Course> id, LecternDb db, IEnumerable<IGoesWithDraft> others, Texts texts, CancellationToken cancel) =>
        await Delete(id, db, others, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => Page.SeeOther($"/courses/{id}/settings", refusal, texts),
            { Value: var course } => Page.SeeOther("/teach", texts["The draft “{0}” is deleted.", course.Title]),
        };

    internal static async Task<IResult> FromProgram(Id<Course> id, LecternDb db, IEnumerable<IGoesWithDraft> others, Texts texts, CancellationToken cancel) =>
        await Delete(id, db, others, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            _ => TypedResults.NoContent(),
        };

    private static Task<Outcome<Course>?> Delete(Id<Course> id, LecternDb db, IEnumerable<IGoesWithDraft> others, CancellationToken cancel) => db.Retried<Outcome<Course>?>(async () =>
    {
        var (courses, scopes, assignments) = (db.Courses, db.Scopes, db.RoleAssignments);
        if (await courses.SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } course) return null;
        if (course.PublishedNumber > 0) return WasPublished;
        var scopeId = course.ScopeId;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var other in others) await other.Remove(id, cancel);
        db.RemoveRange(await assignments.Where(a => a.ScopeId == scopeId).ToListAsync(cancel));   // one by one, so that each is in the audit log
        db.RemoveRange(await scopes.Where(s => s.Id == scopeId).ToListAsync(cancel));
        db.Remove(course);   // the database takes modules, activities and their drafts along
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return course;
    });
}

public sealed record DeleteDraftModel(Id<Course> Id, string Title);
