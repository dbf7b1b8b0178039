using System.Security.Cryptography;
using Lectern.Courses;
using Lectern.Web.Api;

namespace Lectern.Lessons.Pages;

/// <summary>An instructor writes a page: opened, saved by the button, and saved by itself while they write.</summary>
internal static class EditPage
{
    internal static async Task<IResult> Show(Id<Activity> id, Visitor visitor, LecternDb db, CancellationToken cancel)
    {
        if (await Editing.Begin(db, id, PageKind.Kind, visitor, cancel) is not { } editing) return TypedResults.NotFound();
        var drafts = db.PageDrafts;
        var draft = await drafts.AsNoTracking().SingleAsync(d => d.ActivityId == id, cancel);
        return Form(new EditPagePage.About(editing, draft.Html, draft.Revision, RandomNumberGenerator.GetHexString(32, lowercase: true), visitor.Local(draft.ChangedAt)));
    }

    internal static async Task<IResult> Save(Id<Activity> id, HttpRequest request, Visitor visitor, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await Editing.Begin(db, id, PageKind.Kind, visitor, cancel) is not { } editing) return TypedResults.NotFound();
        var form = await request.ReadFormAsync(cancel);
        var window = form["window"].ToString() is { Length: > 0 and <= 40 } key ? key : RandomNumberGenerator.GetHexString(32, lowercase: true);
        var revision = int.TryParse(form["revision"], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : -1;
        var refusal = await Write(db, editing, form["html"], revision, window, clock.GetUtcNow(), cancel);
        if (request.Headers.ContainsKey("X-Autosave")) return refusal is null ? TypedResults.NoContent() : refusal.ToProblem(texts);
        if (refusal is null) return Page.SeeOther($"/pages/{id}/edit", texts["The page is saved. Learners see it when you publish the course."]);
        return Form(new EditPagePage.About(editing, form["html"].ToString(), revision, window, null) { Mistake = refusal }, StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Sanitises and writes a text into the draft, and saves.</summary>
    internal static async Task<Refusal?> Write(LecternDb db, Editing editing, string? html, int? revision, string window, DateTimeOffset at, CancellationToken cancel)
    {
        var read = RichText.Read(html, PageWords.Rules);
        if (read.Refusal is { } tooLong) return tooLong with { Field = "html" };
        var drafts = db.PageDrafts;
        var draft = await drafts.SingleAsync(d => d.ActivityId == editing.ActivityId, cancel);
        if (draft.Html == read.Value) return null;
        if (draft.Write(read.Value, revision ?? draft.Revision, window, at) is { } refusal) return refusal;
        await editing.Touch(db, at, cancel);
        await db.SaveChangesAsync(cancel);
        return null;
    }

    private static PageResult Form(EditPagePage.About about, int status = StatusCodes.Status200OK) =>
        Page.Of<EditPagePage>(about.Editing.Title, about, new PageOptions(Crumbs: about.Editing.Crumbs), status);
}
