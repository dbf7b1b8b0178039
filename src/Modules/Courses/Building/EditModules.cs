using Lectern.Web.Api;

namespace Lectern.Courses;

/// <summary>Modules of a draft: adding, renaming, deleting and bringing back. The door asked for course.edit at the course.</summary>
internal static class EditModules
{
    internal static async Task<IResult> Add(Id<Course> id, [FromForm] string? title, Visitor visitor, Builder builder, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        var (outcome, module) = await Add(db, id, title ?? "", clock, cancel);
        return outcome switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => await builder.Show(id, visitor, new() { Mistake = refusal with { Field = "NewModule" }, Entered = Entered("title", title) }, cancel),
            _ => Page.SeeOther($"/courses/{id}/edit?module={module!.Id}"),
        };
    }

    internal static async Task<IResult> Rename(Id<Course> id, Id<CourseModule> moduleId, [FromForm] string? title, [FromForm] string? seen,
        Visitor visitor, Builder builder, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        await Rename(db, id, moduleId, title ?? "", seen, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } when refusal == Parts.Gone => Page.SeeOther($"/courses/{id}/edit?conflict=1"),
            { Refusal: { } refusal } => await builder.Show(id, visitor, new() { Selected = moduleId.Value, Mistake = refusal, Entered = Entered("title", title) }, cancel),
            _ => Page.SeeOther($"/courses/{id}/edit?module={moduleId}"),
        };

    internal static async Task<IResult> Delete(Id<Course> id, Id<CourseModule> moduleId, LecternDb db, TimeProvider clock, CancellationToken cancel) =>
        await Delete(db, id, moduleId, clock, cancel) is null ? TypedResults.NotFound() : Page.SeeOther($"/courses/{id}/edit?removed={moduleId}");

    internal static async Task<IResult> Restore(Id<Course> id, Id<CourseModule> moduleId, LecternDb db, TimeProvider clock, CancellationToken cancel) =>
        await db.Change(id, course =>
        {
            if (course.Modules.FirstOrDefault(m => m.Id == moduleId) is not { } module) return Parts.Gone;
            course.Restore(module, clock.GetUtcNow());
            return null;
        }, cancel) is null ? TypedResults.NotFound() : Page.SeeOther($"/courses/{id}/edit?module={moduleId}");

    internal static async Task<IResult> AddFromProgram(Id<Course> id, NewModule asked, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        var (outcome, module) = await Add(db, id, asked.Title ?? "", clock, cancel);
        return outcome switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            _ => TypedResults.Created($"/api/v1/courses/{id}", ModuleInFull.Of(module!)),
        };
    }

    internal static async Task<IResult> ChangeFromProgram(Id<Course> id, Id<CourseModule> moduleId, NewModule asked, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        await Rename(db, id, moduleId, asked.Title ?? "", null, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => ForPrograms.Problem(refusal, texts),
            { Value: var course } => TypedResults.Ok(ModuleInFull.Of(course.ModuleOf(moduleId)!)),
        };

    internal static async Task<IResult> DeleteFromProgram(Id<Course> id, Id<CourseModule> moduleId, LecternDb db, TimeProvider clock, CancellationToken cancel) =>
        await Delete(db, id, moduleId, clock, cancel) is { Refusal: null } ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<(Outcome<Course>? Outcome, CourseModule? Module)> Add(LecternDb db, Id<Course> id, string title, TimeProvider clock, CancellationToken cancel)
    {
        CourseModule? module = null;
        var outcome = await db.Change(id, course =>
        {
            if (Parts.TitleRefusal(title) is { } refusal) return refusal;
            module = course.AddModule(title, clock.GetUtcNow());
            db.CourseModules.Add(module);
            return null;
        }, cancel);
        return (outcome, module);
    }

    private static Task<Outcome<Course>?> Rename(LecternDb db, Id<Course> id, Id<CourseModule> moduleId, string title, string? seen, TimeProvider clock, CancellationToken cancel) =>
        db.Change(id, course =>
            course.ModuleOf(moduleId) is not { } module ? Parts.Gone
            : seen is not null && seen != Drafting.Seen(module.Title) && title.Trim() != module.Title ? Parts.ChangedMeanwhile
            : course.Rename(module, title, clock.GetUtcNow()), cancel);

    private static Task<Outcome<Course>?> Delete(LecternDb db, Id<Course> id, Id<CourseModule> moduleId, TimeProvider clock, CancellationToken cancel) =>
        db.Change(id, course =>
        {
            if (course.ModuleOf(moduleId) is not { } module) return Parts.Gone;
            course.Remove(module, clock.GetUtcNow());
            return null;
        }, cancel);

    private static Dictionary<string, string> Entered(string name, string? value) => new() { [name] = value ?? "" };
}

/// <summary>What a program sends to add or rename a module.</summary>
public sealed record NewModule(string? Title);
