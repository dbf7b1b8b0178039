using Lectern.Courses;
using Lectern.Progress;

namespace Lectern.Lessons.Videos;

/// <summary>A learner opens a video where they left it; an editor sees the draft as a learner would.</summary>
internal static class WatchVideo
{
    internal static async Task<IResult> Handle(Id<Activity> id, string? preview, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, preview is not null, cancel) is not { } seat || await VideoKind.Setup(seat, db, cancel) is not { } setup) return await classroom.NoSeat(id, visitor, cancel);
        var hash = setup.File?.Hash;
        var watches = db.VideoWatches;
        var watch = seat.EnrolmentId is { } enrolment && hash is not null
            ? await watches.AsNoTracking().SingleOrDefaultAsync(w => w.EnrolmentId == enrolment && w.ActivityId == id && w.FileHash == hash, cancel)
            : null;
        return ClassroomPage.Of<WatchVideoPage>(seat, new WatchVideoPage.About(seat, setup, watch?.Position ?? 0, watch?.Watched.PercentOf(setup.File!.Seconds) ?? 0));
    }
}
