using System.Globalization;
using Lectern.Courses;
using Lectern.Files;
using Lectern.Progress;
using Lectern.Web.Serving;

namespace Lectern.Lessons.Videos;

/// <summary>
/// A learner opens a video where they left it, or at the moment that an address names (<c>?t=131</c>, in seconds: chapters,
/// lines of the transcript and notes are such addresses); an editor sees the draft as a learner would.
/// </summary>
internal static class WatchVideo
{
    internal static async Task<IResult> Handle(
        Id<Activity> id, string? preview, string? t, string? find, string? language, HttpContext http, Visitor visitor, Classroom classroom, LecternDb db, IFileStore store, Transcripts known, CancellationToken cancel)
    {
        if (await Look(id, preview is not null, t, visitor, classroom, db, cancel) is not { } about) return await classroom.NoSeat(id, visitor, cancel);
        if (about.Setup.Link?.Origin is { } origin) ContentSecurityPolicy.Invite(http, origin);
        var track = Track(about.Setup, language);
        var spoken = track is null ? [] : await Transcript.Of(store, known, track, cancel);
        return ClassroomPage.Of<WatchVideoPage>(about.Seat, about with { Track = track, Spoken = spoken, Find = find?.Trim() ?? "" });
    }

    /// <summary>The page again, after a note that could not be kept.</summary>
    internal static async Task<IResult> WithMistake(Id<Activity> id, Refusal mistake, string words, HttpContext http, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel)
    {
        if (await Look(id, preview: false, null, visitor, classroom, db, cancel) is not { } about) return TypedResults.NotFound();
        if (about.Setup.Link?.Origin is { } origin) ContentSecurityPolicy.Invite(http, origin);
        return ClassroomPage.Of<WatchVideoPage>(about.Seat, about with { Mistake = mistake, Words = words }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<WatchVideoPage.About?> Look(Id<Activity> id, bool preview, string? t, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, preview, cancel, reads: true) is not { } seat || await VideoKind.Setup(seat, db, cancel) is not { } setup) return null;
        var watch = await VideoWatch.Of(seat, setup.SourceKey, db.VideoWatches.AsNoTracking(), cancel);
        var written = seat.EnrolmentId is null ? [] : await db.NotesOf(seat, id).AsNoTracking().OrderBy(n => n.At).ThenBy(n => n.Id).ToListAsync(cancel);
        var at = int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : (int?)null;
        return new WatchVideoPage.About(seat, setup, at ?? watch?.Position ?? 0, watch?.Watched.PercentOf(watch.Duration > 0 ? watch.Duration : setup.Seconds) ?? 0, written) { At = at };
    }

    private static CaptionTrack? Track(VideoSetup setup, string? language) =>
        setup.Captions.FirstOrDefault(c => c.Language == language)
        ?? setup.Captions.FirstOrDefault(c => c.Language == CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)
        ?? (setup.Captions is [var first, ..] ? first : null);
}
