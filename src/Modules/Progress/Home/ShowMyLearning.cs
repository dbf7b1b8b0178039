using Lectern.Courses;
using Lectern.People;
using Lectern.Progress.Availability;
using Lectern.Web.Api;

namespace Lectern.Progress.Home;

/// <summary>All of a learner's courses, those in progress or those finished, latest first.</summary>
public static class ShowMyLearning
{
    private const int PageSize = 24;

    internal static async Task<IResult> Handle(Me me, string? view, string? after, LecternDb db, ActivityKinds kinds, AvailabilityRules availability, TimeProvider clock, CancellationToken cancel)
    {
        var finished = view == "finished";
        var rows = db.MyCourseRows(me.Id);
        var counts = await rows.GroupBy(_ => 1).Select(all => new { All = all.Count(), Finished = all.Count(c => c.IsFinished) }).SingleOrDefaultAsync(cancel);
        rows = rows.Where(c => c.IsFinished == finished);
        var found = await rows.Page(c => c.At, c => c.EnrolmentId, descending: true, after).Take(PageSize + 1).ToListAsync(cancel);
        var courses = await db.WithStatuses(found, me.Id, kinds, availability, clock.GetUtcNow(), cancel);
        var page = Paged<MyCourse>.Of(courses, PageSize, course => Keyset.KeyOf(course.At, course.EnrolmentId));
        return Page.Of<ShowMyLearningPage>("My learning", new Model(finished, (counts?.All ?? 0) - (counts?.Finished ?? 0), counts?.Finished ?? 0, page.Items, page.Next), new PageOptions(Crumbs: [new("My learning")]));
    }

    public sealed record Model(bool IsFinished, int InProgress, int Finished, IReadOnlyList<MyCourse> Courses, string? Next);
}
