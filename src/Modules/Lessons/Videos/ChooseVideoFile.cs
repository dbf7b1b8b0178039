using Lectern.Courses;
using Lectern.Files;
using Lectern.Files.Uploads;
using Lectern.People;

namespace Lectern.Lessons.Videos;

/// <summary>An instructor gives a video its file.</summary>
internal static class ChooseVideoFile
{
    internal static readonly UploadPurpose Purpose = new("video", VideoKind.Limit, ContentKind.Video, CourseCapabilities.EditCourse);

    internal static async Task<IResult> Handle(Id<Activity> id, HttpContext http, Me me, LecternDb db, IFileStore store, UploadFolder uploads, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await EditVideo.Begin(id, me.Visitor, db, cancel) is not { } open) return TypedResults.NotFound();
        var read = await SentFile.Read(http, me, Purpose, uploads, cancel);
        if (read.Refusal is { } refusal) return EditVideo.Form(open.Editing, open.Draft.Setup, refusal);
        await Use(open.Draft, read.Value.File, store, clock.GetUtcNow(), cancel);
        await open.Save(db, clock.GetUtcNow(), cancel);
        uploads.Forget(me.Id.ToString(), read.Value.Form["upload"]);
        return Page.SeeOther($"/videos/{id}/edit", texts["The video file is in place."]);
    }

    internal static async Task Use(VideoDraft draft, SentFile sent, IFileStore store, DateTimeOffset at, CancellationToken cancel)
    {
        await using var content = await store.OpenSeekable(sent.Stored.Hash, cancel);
        var seconds = content is null ? 0 : await VideoLength.Read(content, sent.MediaType, cancel);
        draft.UseFile(new VideoFile(sent.Stored.Hash, sent.MediaType, sent.FileName, sent.Stored.Length, seconds), at);
    }
}
