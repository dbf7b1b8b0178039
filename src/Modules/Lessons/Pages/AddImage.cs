using Lectern.Courses;
using Lectern.Files;
using Lectern.Files.Uploads;
using Lectern.Web.Api;

namespace Lectern.Lessons.Pages;

/// <summary>An instructor puts a picture into a text: it goes to the file store, and the editor gets its address.</summary>
internal static class AddImage
{
    internal const long Limit = 10 << 20;

    internal static async Task<IResult> Handle(Id<Activity> id, HttpContext http, Visitor visitor, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        // A page's text, the words below a video and the cards of a deck take pictures alike.
        if (await Editing.Begin(db, id, kind: null, visitor, cancel) is not { } editing) return TypedResults.NotFound();
        var read = await StreamedForm.Read(http, new FormRules(ContentKind.Image, Limit) { ChecksForgery = !http.Request.IsForPrograms }, cancel);
        if (read.Refusal is { } refusal) return refusal.ToProblem(texts);
        if (read.Value.Files is not [var file]) return FileRefusals.Missing().ToProblem(texts);

        var hash = file.Stored.Hash;
        var images = db.PageImages;
        if (!await images.AnyAsync(i => i.CourseId == editing.CourseId && i.FileHash == hash, cancel))
        {
            db.Add(new PageImage { CourseId = editing.CourseId, FileHash = hash, MediaType = file.MediaType, AddedAt = clock.GetUtcNow() });
            await db.SaveChangesAsync(cancel);
        }

        return TypedResults.Ok(new Added(PageImage.Address(editing.CourseId, hash)));
    }

    internal sealed record Added(string Src);
}
