using System.Globalization;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Progress.Home;

/// <summary>All of a learner's courses, those in progress or those finished, latest first.</summary>
public static class ShowMyLearning
{
    private const int PageSize = 24;

    internal static async Task<IResult> Handle(Me me, string? view, string? after, LecternDb db, ActivityKinds kinds, CancellationToken cancel)
    {
        var finished = view == "finished";
        var rows = db.MyCourseRows(me.Id);
        var counts = await rows.GroupBy(_ => 1).Select(all => new { All = all.Count(), Finished = all.Count(c => c.CompletedAt != null) }).SingleOrDefaultAsync(cancel);
        rows = finished ? rows.Where(c => c.CompletedAt != null) : rows.Where(c => c.CompletedAt == null);
        if (Position.Read(after) is { } seen) rows = rows.Where(c => c.At < seen.At || (c.At == seen.At && c.EnrolmentId > seen.Id));
        var found = await rows.OrderByDescending(c => c.At).ThenBy(c => c.EnrolmentId).Take(PageSize + 1).ToListAsync(cancel);
        var courses = await db.WithStatuses(found, kinds, cancel);
        var page = Paged<MyCourse>.Of(courses, PageSize, course => new Position(course.At, course.EnrolmentId).Write());
        return Page.Of<ShowMyLearningPage>("My learning", new Model(finished, (counts?.All ?? 0) - (counts?.Finished ?? 0), counts?.Finished ?? 0, page.Items, page.Next), new PageOptions(Crumbs: [new("My learning")]));
    }

    /// <summary>The last course that was shown.</summary>
    private sealed record Position(DateTimeOffset At, Id<CourseEnrolment> Id)
    {
        internal string Write() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks} {Id}");

        internal static Position? Read(string? cursor) =>
            Cursor.Decode(cursor)?.Split(' ') is [var at, var id] && long.TryParse(at, CultureInfo.InvariantCulture, out var ticks)
            && ticks is >= 0 and <= 3155378975999999999 && Id<CourseEnrolment>.TryParse(id, null, out var enrolmentId)
                ? new Position(new DateTimeOffset(ticks, TimeSpan.Zero), enrolmentId) : null;
    }

    public sealed record Model(bool IsFinished, int InProgress, int Finished, IReadOnlyList<MyCourse> Courses, string? Next);
}
