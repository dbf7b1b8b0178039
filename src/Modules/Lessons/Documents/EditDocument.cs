using System.Globalization;
using Lectern.Courses;
using Lectern.Web.Api;

namespace Lectern.Lessons.Documents;

/// <summary>An instructor prepares a document: the file, whether it may be taken along, when it counts as read, and the words below it.</summary>
internal static class EditDocument
{
    internal static async Task<IResult> Show(Id<Activity> id, Visitor visitor, LecternDb db, CancellationToken cancel) =>
        await EditingLesson.Begin(db, id, DocumentKind.Kind, visitor, cancel) is { } open ? await Form(db, open, null, cancel) : TypedResults.NotFound();

    internal static async Task<IResult> Describe(Id<Activity> id, PostedForm form, Visitor visitor, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await EditingLesson.Begin(db, id, DocumentKind.Kind, visitor, cancel) is not { } open) return TypedResults.NotFound();
        var percent = int.TryParse(form["requiredPercent"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        if (Apply(open.Draft, form.Raw("overview"), form.Ticked("mayDownload"), percent, clock.GetUtcNow()) is { } refusal)
            return await Form(db, open, refusal, cancel, form);
        await open.Save(db, clock.GetUtcNow(), cancel);
        return Page.SeeOther($"/documents/{id}/edit", texts["The document is saved. Learners see it when you publish the course."]);
    }

    internal static Refusal? Apply(LessonDraft draft, string overview, bool mayDownload, int percent, DateTimeOffset at)
    {
        var read = RichText.Read(overview);
        if (read.Refusal is { } tooLong) return tooLong with { Field = "overview" };
        if (percent is not 0 and (< 10 or > 100)) return new("pages-percent-out-of-range", "Enter a percentage from 10 to 100, or 0 if opening the document is enough.", "requiredPercent");
        draft.Change(draft.Setup<DocumentSetup>() with { Overview = read.Value, MayDownload = mayDownload, RequiredPercent = percent }, at);
        return null;
    }

    /// <summary>The page; with a refusal the message is beside its field (422).</summary>
    internal static async Task<PageResult> Form(LecternDb db, EditingLesson open, Refusal? mistake, CancellationToken cancel, PostedForm? entered = null)
    {
        var setup = open.Draft.Setup<DocumentSetup>();
        var contents = db.LessonContents;
        var isPublished = setup.File is not null && await contents.AnyAsync(c => c.ActivityId == open.Editing.ActivityId, cancel);
        return Page.Of<EditDocumentPage>(
            open.Editing.Title,
            new EditDocumentPage.About(open.Editing, setup, isPublished, entered?.Raw("overview") ?? setup.Overview, entered?["requiredPercent"] ?? setup.RequiredPercent.ToString(CultureInfo.InvariantCulture),
                entered?.Ticked("mayDownload") ?? setup.MayDownload, mistake),
            new PageOptions(Crumbs: open.Editing.Crumbs),
            mistake is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
