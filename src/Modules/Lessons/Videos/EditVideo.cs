using System.Globalization;
using Lectern.Courses;
using Lectern.Web.Api;

namespace Lectern.Lessons.Videos;

/// <summary>An instructor prepares a video: the file, its captions, what stands below it and how much must be watched.</summary>
internal static class EditVideo
{
    internal static async Task<IResult> Show(Id<Activity> id, Visitor visitor, LecternDb db, CancellationToken cancel) =>
        await Begin(id, visitor, db, cancel) is { } open ? Form(open.Editing, open.Draft.Setup) : TypedResults.NotFound();

    internal static async Task<IResult> Describe(Id<Activity> id, HttpRequest request, Visitor visitor, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await Begin(id, visitor, db, cancel) is not { } open) return TypedResults.NotFound();
        var form = await request.ReadFormAsync(cancel);
        var refusal = Apply(open.Draft, form["overview"], form["requiredPercent"], form["chapters"], clock.GetUtcNow());
        var isAutosave = request.Headers.ContainsKey("X-Autosave");
        if (refusal is not null)
        {
            return isAutosave ? refusal.ToProblem(texts) : Form(open.Editing, open.Draft.Setup, refusal, form["overview"], form["requiredPercent"], form["chapters"]);
        }

        await open.Save(db, clock.GetUtcNow(), cancel);
        return isAutosave ? TypedResults.NoContent() : Page.SeeOther($"/videos/{id}/edit", texts["The video is saved. Learners see it when you publish the course."]);
    }

    internal static async Task<IResult> UseLink(Id<Activity> id, PostedForm form, Visitor visitor, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await Begin(id, visitor, db, cancel) is not { } open) return TypedResults.NotFound();
        var link = VideoLink.Read(form["link"]);
        if (link.Refusal is { } refusal) return Form(open.Editing, open.Draft.Setup, refusal, link: form["link"]);
        open.Draft.UseLink(link.Value, clock.GetUtcNow());
        await open.Save(db, clock.GetUtcNow(), cancel);
        return Page.SeeOther($"/videos/{id}/edit", texts["The video is linked."]);
    }

    internal static Refusal? Apply(VideoDraft draft, string? overview, string? percent, string? chapters, DateTimeOffset at)
    {
        var read = RichText.Read(overview);
        if (read.Refusal is { } tooLong) return tooLong with { Field = "overview" };
        var parts = Chapter.Read(chapters ?? "");
        if (parts.Refusal is { } unreadable) return unreadable;
        return draft.Describe(read.Value, int.TryParse(percent, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1, parts.Value, at);
    }

    /// <summary>The draft, loaded for changing; null when it is missing or the visitor may not edit it.</summary>
    internal static async Task<Open?> Begin(Id<Activity> id, Visitor visitor, LecternDb db, CancellationToken cancel)
    {
        if (await Editing.Begin(db, id, VideoKind.Kind, visitor, cancel) is not { } editing) return null;
        var drafts = db.VideoDrafts;
        return new Open(editing, await drafts.SingleAsync(d => d.ActivityId == id, cancel));
    }

    /// <summary>The page; with a refusal the message is beside its field (422).</summary>
    internal static PageResult Form(Editing editing, VideoSetup setup, Refusal? mistake = null, string? overview = null, string? percent = null, string? chapters = null, string? link = null) =>
        Page.Of<EditVideoPage>(
            editing.Title,
            new EditVideoPage.About(editing, setup, overview ?? setup.Overview, percent ?? setup.RequiredPercent.ToString(CultureInfo.InvariantCulture), chapters ?? Chapter.Write(setup.Chapters), link ?? setup.Link?.Typed ?? "", mistake),
            new PageOptions(Crumbs: editing.Crumbs),
            mistake is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    internal sealed record Open(Editing Editing, VideoDraft Draft)
    {
        internal async Task Save(LecternDb db, DateTimeOffset at, CancellationToken cancel)
        {
            if (!db.ChangeTracker.HasChanges()) return;
            await Editing.Touch(db, at, cancel);
            await db.SaveChangesAsync(cancel);
        }
    }
}
