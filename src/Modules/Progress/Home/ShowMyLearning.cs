using Lectern.Courses;
using Lectern.People;
using Lectern.Progress.Availability;
using Lectern.Web.Api;

namespace Lectern.Progress.Home;

/// <summary>All of a learner's courses, latest first: those in progress, those finished, or the times that they took a course before taking it again.</summary>
public static class ShowMyLearning
{
    private const int PageSize = 24;

    internal static async Task<IResult> Handle(Me me, string? view, string? after, LecternDb db, ActivityKinds kinds, AvailabilityRules availability, TimeProvider clock, CancellationToken cancel)
    {
        var (shown, id) = (NamedValue.Of<View>(view) ?? View.Current, me.Id);
        var (rows, earlier) = (db.MyCourseRows(id), db.MyEarlierCycles(id));
        var counts = await db.Set<Person>().Where(p => p.Id == id).Select(_ => new Counts(rows.Count(c => !c.IsFinished), rows.Count(c => c.IsFinished), earlier.Count())).SingleAsync(cancel);
        var model = new Model(shown, counts, [], [], null);
        if (shown == View.Earlier)
        {
            var cycles = Paged<MyEarlierCycle>.Of(await earlier.Page(c => c.PastAt, c => c.EnrolmentId, descending: true, after).Take(PageSize + 1).ToListAsync(cancel), PageSize, c => Keyset.KeyOf(c.PastAt, c.EnrolmentId));
            model = model with { Cycles = cycles.Items, Next = cycles.Next };
        }
        else
        {
            var found = await rows.Where(c => c.IsFinished == (shown == View.Finished)).Page(c => c.At, c => c.EnrolmentId, descending: true, after).Take(PageSize + 1).ToListAsync(cancel);
            var page = Paged<MyCourse>.Of(await db.WithStatuses(found, id, kinds, availability, clock.GetUtcNow(), cancel), PageSize, course => Keyset.KeyOf(course.At, course.EnrolmentId));
            model = model with { Courses = page.Items, Next = page.Next };
        }

        return Page.Of<ShowMyLearningPage>("My learning", model, new PageOptions(Crumbs: [new("My learning")]));
    }

    public enum View { Current, Finished, Earlier }

    /// <param name="Earlier">Cycles, not courses.</param>
    public sealed record Counts(int InProgress, int Finished, int Earlier);

    /// <param name="Cycles">In the view of earlier ones; there are no courses then.</param>
    public sealed record Model(View View, Counts Counts, IReadOnlyList<MyCourse> Courses, IReadOnlyList<MyEarlierCycle> Cycles, string? Next);
}
