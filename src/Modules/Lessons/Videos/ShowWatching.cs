using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Lessons.Videos;

/// <summary>For those who follow a course: where its learners stop watching a video, and what they watch again. From what the players reported.</summary>
internal static class ShowWatching
{
    internal static string Address(Id<Course> courseId, Id<Activity> activityId) => $"/courses/{courseId}/progress/videos/{activityId}";

    internal static async Task<IResult> Handle(Id<Course> id, Id<Activity> activityId, LecternDb db, CancellationToken cancel)
    {
        var (courses, versions, contents, watches, enrolments) = (db.Courses, db.CourseVersions, db.VideoContents, db.VideoWatches, db.Enrolments);
        var course = await courses.Where(c => c.Id == id).Select(c => new { c.Title, Outline = versions.Where(v => v.Id == c.PublishedVersionId).Select(v => v.OutlineJson).FirstOrDefault() }).SingleOrDefaultAsync(cancel);
        if (course?.Outline is null || Outline.Read(course.Outline).Activities.FirstOrDefault(a => a.Id == activityId && a.Kind == VideoKind.Kind) is not { } activity) return TypedResults.NotFound();
        var contentId = new Id<VideoContent>(activity.ContentId);
        var setup = VideoSetup.Read(await contents.Where(c => c.Id == contentId).Select(c => c.SetupJson).SingleAsync(cancel));
        var source = setup.SourceKey;
        var current = watches.AsNoTracking().Where(w => w.ActivityId == activityId && w.FileHash == source);
        if (activity.RenewedAt is { } since) current = current.Where(w => w.Since >= since);
        var seen = await current
            .Join(enrolments.Where(e => e.Status == EnrolmentStatus.Active), w => w.EnrolmentId, e => e.Id, (w, e) => w).ToListAsync(cancel);
        var duration = setup.Seconds > 0 ? setup.Seconds : seen.Select(w => w.Duration).DefaultIfEmpty().Max();
        var crumbs = new Crumb[] { new(course.Title, $"/courses/{id}/progress"), new(activity.Title) };
        return Page.Of<ShowWatchingPage>(activity.Title, new ShowWatchingPage.About(activity.Title, setup, duration, WatchingStretch.Of(seen, duration), seen.Count), new PageOptions(Crumbs: crumbs));
    }
}

/// <summary>A sixtieth of a video, with what learners did there.</summary>
/// <param name="From">In seconds.</param>
/// <param name="Viewers">Learners who have seen it.</param>
/// <param name="Times">How often it was played by those, on average.</param>
public sealed record WatchingStretch(double From, double To, int Viewers, double Times)
{
    /// <summary>Empty when the length of the video isn't known or nobody watched.</summary>
    internal static IReadOnlyList<WatchingStretch> Of(IReadOnlyList<VideoWatch> watches, double duration)
    {
        if (duration <= 0 || watches.Count == 0) return [];
        var length = duration / PlayedTimes.Bins;
        var played = watches.Select(w => (w.Watched, PlayedTimes.Read(w.PlayedText).Times)).ToList();
        return [.. Enumerable.Range(0, PlayedTimes.Bins).Select(bin =>
        {
            var (from, middle) = (bin * length, (bin + 0.5) * length);
            var viewers = played.Where(p => p.Watched.Parts.Any(part => part.From <= middle && middle <= part.To)).ToList();
            return new WatchingStretch(from, from + length, viewers.Count, viewers.Count == 0 ? 0 : viewers.Average(p => Math.Max(1, p.Times[bin])));
        })];
    }
}
