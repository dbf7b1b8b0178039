using Lectern.Courses;
using Lectern.Files;
using Lectern.Files.Uploads;
using Lectern.People;

namespace Lectern.Lessons.Videos;

/// <summary>An instructor gives a video its file: sent with the form, or finished before as a resumable upload whose id the form carries.</summary>
internal static class ChooseVideoFile
{
    internal static readonly UploadPurpose Purpose = new("video", VideoKind.Limit, ContentKind.Video, CourseCapabilities.EditCourse);

    internal static async Task<IResult> Handle(Id<Activity> id, HttpContext http, Me me, LecternDb db, IFileStore store, UploadFolder uploads, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await EditVideo.Begin(id, me.Visitor, db, cancel) is not { } open) return TypedResults.NotFound();
        var read = await StreamedForm.Read(http, new FormRules(ContentKind.Video, VideoKind.Limit), cancel);
        if (read.Refusal is { } refusal) return EditVideo.Form(open.Editing, open.Draft.Setup, refusal with { Field = "file" });

        var form = read.Value;
        var sent = form.Files is [var file] ? new Sent(file.FileName, file.MediaType, file.Stored) : await Taken(uploads, me, form["upload"], cancel);
        if (sent is null) return EditVideo.Form(open.Editing, open.Draft.Setup, FileRefusals.Missing() with { Field = "file" });
        await Use(open.Draft, sent, store, clock.GetUtcNow(), cancel);
        await open.Save(db, clock.GetUtcNow(), cancel);
        if (form.Files is []) uploads.Forget(me.Id.ToString(), form["upload"]);
        return Page.SeeOther($"/videos/{id}/edit", texts["The video file is in place."]);
    }

    /// <summary>The finished upload of this id, if it is this person's and a video.</summary>
    internal static async Task<Sent?> Taken(UploadFolder uploads, Me me, string? id, CancellationToken cancel) =>
        await uploads.Take(me.Id.ToString(), Purpose.Name, id, cancel) is { Stored: { } stored, MediaType: { } type } upload ? new Sent(upload.FileName, type, stored) : null;

    internal static async Task Use(VideoDraft draft, Sent sent, IFileStore store, DateTimeOffset at, CancellationToken cancel)
    {
        await using var content = await store.OpenSeekable(sent.Stored.Hash, cancel);
        var seconds = content is null ? 0 : await VideoLength.Read(content, sent.MediaType, cancel);
        draft.UseFile(new VideoFile(sent.Stored.Hash, sent.MediaType, sent.FileName, sent.Stored.Length, seconds), at);
    }

    internal sealed record Sent(string FileName, string MediaType, StoredFile Stored);
}
