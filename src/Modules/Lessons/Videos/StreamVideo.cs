using Lectern.Courses;
using Lectern.Files;
using Lectern.Progress;

namespace Lectern.Lessons.Videos;

/// <summary>The video file and its captions, in the parts that players ask for; to whoever sits in front of the video.</summary>
internal static class StreamVideo
{
    // Long enough to watch without asking again, short enough that leaving a course ends it.
    private static readonly TimeSpan KeepFor = TimeSpan.FromDays(1);

    internal static async Task<Results<FileResponse, NotFound>> File(Id<Activity> id, string hash, string? preview, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel) =>
        await Setup(id, preview, visitor, classroom, db, cancel) is { File: { } file } && file.Hash == hash
            ? new FileResponse(hash, file.MediaType) { KeepFor = KeepFor }
            : TypedResults.NotFound();

    internal static async Task<Results<FileResponse, NotFound>> Captions(Id<Activity> id, string hash, string? preview, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel) =>
        await Setup(id, preview, visitor, classroom, db, cancel) is { } setup && setup.Captions.Any(c => c.Hash == hash)
            ? new FileResponse(hash, "text/vtt; charset=utf-8") { KeepFor = KeepFor }
            : TypedResults.NotFound();

    private static async Task<VideoSetup?> Setup(Id<Activity> id, string? preview, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel) =>
        await classroom.Enter(id, visitor, preview is not null, cancel, reads: true) is { } seat ? await VideoKind.Setup(seat, db, cancel) : null;
}
