using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Progress.Home;

/// <summary>The courses that a learner is at work in, in the sidebar: the last ones first.</summary>
internal sealed class CoursesInHand(LecternDb db, Texts texts) : ISidebarList
{
    private const int Most = 5;

    public int Position => 10;

    private sealed record Row(string Title, string Slug, int Done, int Total);

    private static readonly PreparedQuery<Id<Person>, Row> InHand = new((db, learner) => (
        from progress in db.Set<CourseProgress>().AsNoTracking()
        where progress.LearnerId == learner && progress.CompletedAt == null
        join enrolment in db.Set<CourseEnrolment>() on progress.EnrolmentId equals enrolment.Id
        where enrolment.Status == EnrolmentStatus.Active
        join course in db.Set<Course>() on progress.CourseId equals course.Id
        orderby progress.LastAt ?? enrolment.EnrolledAt descending
        select new Row(course.Title, course.Slug, progress.Done, progress.Total)).Take(Most));

    public async Task<SidebarList?> Show(Visitor visitor, CancellationToken cancel)
    {
        var me = new Id<Person>(visitor.PersonId!.Value);
        var courses = await InHand.Of(db, me).ToListAsync(cancel);
        if (courses.Count == 0) return null;
        return new SidebarList(texts["Your courses"],
            [.. courses.Select(c => new SidebarLink(c.Title, $"/courses/{c.Slug}/home", c.Total == 0 ? 0 : 100 * c.Done / c.Total, texts["{0} of {1} lessons done", c.Done, c.Total]))]);
    }
}
