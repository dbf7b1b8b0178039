using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Files;
using Lectern.Files.Uploads;
using Lectern.People;
using Lectern.Progress;
using Lectern.Web.Api;

namespace Lectern.Lessons.Videos;

/// <summary>Videos for programs: watch as a learner, prepare as an editor. The file comes in by a resumable upload for the purpose "video".</summary>
internal static class VideosApi
{
    internal static async Task<Results<Ok<VideoDetails>, NotFound>> Read(Id<Activity> id, bool? draft, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, draft == true, cancel, reads: true) is not { } seat || await VideoKind.Setup(seat, db, cancel) is not { } setup) return TypedResults.NotFound();
        var watch = await VideoWatch.Of(seat, setup.SourceKey, db.VideoWatches.AsNoTracking(), cancel);
        return TypedResults.Ok(new VideoDetails(
            id, seat.CourseId, seat.Activity.Title,
            setup.File is { } f ? new VideoFileDetails($"/api/v1/videos/{id}/file/{f.Hash}", f.MediaType, f.FileName, f.Length, f.Seconds) : null,
            [.. setup.Captions.Select(c => c.Language)], setup.Overview, setup.RequiredPercent,
            watch?.Watched.Parts ?? [], watch?.Position ?? 0, watch?.Watched.PercentOf(watch.Duration > 0 ? watch.Duration : setup.Seconds) ?? 0, seat.IsDone, setup.Link?.Typed, setup.Chapters));
    }

    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Write(Id<Activity> id, NewVideo video, Me me, LecternDb db, IFileStore store, UploadFolder uploads, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await EditVideo.Begin(id, me.Visitor, db, cancel) is not { } open) return TypedResults.NotFound();
        var setup = open.Draft.Setup;
        var percent = (video.RequiredPercent ?? setup.RequiredPercent).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (EditVideo.Apply(open.Draft, video.Overview ?? setup.Overview, percent, Chapter.Write(video.Chapters ?? setup.Chapters), clock.GetUtcNow()) is { } refusal) return refusal.ToProblem(texts);
        if (video.Link is not null)
        {
            var link = VideoLink.Read(video.Link);
            if (link.Refusal is { } unknown) return unknown.ToProblem(texts);
            open.Draft.UseLink(link.Value, clock.GetUtcNow());
        }

        if (video.UploadId is not null)
        {
            if (await SentFile.Taken(uploads, me, ChooseVideoFile.Purpose, video.UploadId, cancel) is not { } sent) return new Refusal("upload-unknown", "There is no finished video upload of yours with this id.", "uploadId").ToProblem(texts);
            await ChooseVideoFile.Use(open.Draft, sent, store, clock.GetUtcNow(), cancel);
        }

        await open.Save(db, clock.GetUtcNow(), cancel);
        if (video.UploadId is not null) uploads.Forget(me.Id.ToString(), video.UploadId);
        return TypedResults.NoContent();
    }

    internal static async Task<Results<Ok<WatchState>, NotFound, BadRequest, ProblemHttpResult>> Watched(Id<Activity> id, Id<CourseEnrolment>? of, NewWatchReport report, Visitor visitor, Classroom classroom, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel) =>
        report.Parts is not { Count: <= WatchedParts.Most } ? TypedResults.BadRequest() : await RecordWatching.Handle(id, of, new WatchReport(report.Parts, report.Position, report.Duration ?? 0), visitor, classroom, db, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            { Value: var state } => TypedResults.Ok(state),
        };
}

/// <summary>A video as learners meet it, or its draft; with what the asking person has seen of it.</summary>
public sealed record VideoDetails(
    Id<Activity> Id, Id<Course> CourseId, string Title, VideoFileDetails? File, IReadOnlyList<string> CaptionLanguages, string Overview, int RequiredPercent,
    IReadOnlyList<Part> Watched, double Position, int Percent, bool IsDone, string? Link, IReadOnlyList<Chapter> Chapters);

/// <param name="Href">Where it streams from, in ranges.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Seconds">How long it plays; 0 when the file doesn't say.</param>
public sealed record VideoFileDetails(string Href, string MediaType, string FileName, long Length, double Seconds);

/// <summary>What to change of a video's draft; what is left out stays.</summary>
/// <param name="UploadId">A finished upload: the last part of its address.</param>
/// <param name="Link">Instead of a file: the address of a video on YouTube or Vimeo, or of an MP4, WebM or Ogg file.</param>
public sealed record NewVideo(string? Overview = null, int? RequiredPercent = null, string? UploadId = null, string? Link = null, IReadOnlyList<Chapter>? Chapters = null);

/// <summary>Parts that were seen since the last report, in seconds; at most 400.</summary>
public sealed record NewWatchReport(IReadOnlyList<Part> Parts, double Position, double? Duration = null);
