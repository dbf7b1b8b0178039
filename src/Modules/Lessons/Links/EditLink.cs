using Lectern.Courses;
using Lectern.Web.Api;

namespace Lectern.Lessons.Links;

/// <summary>An instructor says where a link leads, how it is shown and when it counts as done.</summary>
internal static class EditLink
{
    internal static async Task<IResult> Show(Id<Activity> id, Visitor visitor, LecternDb db, CancellationToken cancel) =>
        await EditingLesson.Begin(db, id, LinkKind.Kind, visitor, cancel) is { } open ? Form(open, open.Draft.Setup<LinkSetup>(), null) : TypedResults.NotFound();

    internal static async Task<IResult> Save(Id<Activity> id, PostedForm form, Visitor visitor, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await EditingLesson.Begin(db, id, LinkKind.Kind, visitor, cancel) is not { } open) return TypedResults.NotFound();
        var entered = new LinkSetup(form["address"], form.Raw("overview"), form["shown"] == "here", form["done"] == "confirmed");
        if (await Use(open, entered, db, clock, cancel) is { } refusal) return Form(open, entered, refusal);
        return Page.SeeOther($"/links/{id}/edit", texts["The link is saved. Learners see it when you publish the course."]);
    }

    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Write(Id<Activity> id, LinkSetup link, Visitor visitor, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await EditingLesson.Begin(db, id, LinkKind.Kind, visitor, cancel) is not { } open) return TypedResults.NotFound();
        return await Use(open, link, db, clock, cancel) is { } refusal ? refusal.ToProblem(texts) : TypedResults.NoContent();
    }

    private static async Task<Refusal?> Use(EditingLesson open, LinkSetup entered, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        var read = LinkSetup.Read(entered.Address ?? "", entered.Overview ?? "", entered.IsEmbedded, entered.IsConfirmed);
        if (read.Refusal is { } refusal) return refusal;
        open.Draft.Change(read.Value, clock.GetUtcNow());
        await open.Save(db, clock.GetUtcNow(), cancel);
        return null;
    }

    private static PageResult Form(EditingLesson open, LinkSetup entered, Refusal? mistake) => Page.Of<EditLinkPage>(
        open.Editing.Title, new EditLinkPage.About(open.Editing, entered, mistake), new PageOptions(Crumbs: open.Editing.Crumbs),
        mistake is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}
