using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress;
using Lectern.Grading.Releasing;
using Lectern.Web.Access;
using Lectern.Web.Api;

namespace Lectern.Grading.Gradebook;

/// <summary>Learners and what they have for each graded activity.</summary>
public static class ShowGradebook
{
    internal static async Task<IResult> Handle(Id<Course> id, string? q, string? after, Visitor visitor, LecternDb db, CourseTabs tabs, IScopes scopes, IEnumerable<IReleaseMarks> releasing, CancellationToken cancel)
    {
        var course = await CourseOf(db, id, cancel);
        if (course is null || await tabs.Heading(id, "grades", visitor, cancel) is not { } heading) return TypedResults.NotFound();
        var activities = await db.GradedActivities(id, course.Outline, cancel);
        var found = await db.GradebookLearners(id, SearchWords.Split(q)).Page(l => l.Name, l => l.EnrolmentId, descending: false, after, last => db.LearnerNames(last)).Take(Paged<GradebookLearner>.UsualSize + 1).ToListAsync(cancel);
        var page = Paged<GradebookLearner>.Of(found, Paged<GradebookLearner>.UsualSize, l => Keyset.KeyOf(l.EnrolmentId));
        var rows = await db.WithMarks(page.Items, activities, cancel);
        var mayRelease = await scopes.PathOf(id.Value, cancel) is { } path && visitor.HoldsAt(GradingCapabilities.ReleaseMarks, path);
        return Page.Of<ShowGradebookPage>("Grades", new Model(id, heading, activities, rows, q?.Trim() ?? "", after is not null, page.Next) { MayRelease = mayRelease, Releasing = releasing.Select(r => r.ActivityKind).ToHashSet() },
            new PageOptions(Crumbs: [new("Teach", "/teach"), new(course.Title, heading.Address), new("Grades")], Wide: true));
    }

    internal static async Task<CourseFound?> CourseOf(LecternDb db, Id<Course> id, CancellationToken cancel)
    {
        var found = await (
            from c in db.Courses.AsNoTracking()
            where c.Id == id
            join v in db.CourseVersions on c.PublishedVersionId equals v.Id into versions
            from version in versions.DefaultIfEmpty()
            select new { c.Title, c.Slug, OutlineJson = (string?)version!.OutlineJson }).SingleOrDefaultAsync(cancel);
        return found is null ? null : new CourseFound(found.Title, found.Slug, found.OutlineJson is null ? new Outline([]) : Outline.Read(found.OutlineJson));
    }

    internal sealed record CourseFound(string Title, string Slug, Outline Outline);

    public sealed record Model(Id<Course> CourseId, CourseHeading Heading, IReadOnlyList<OutlineActivity> Activities, IReadOnlyList<GradebookRow> Rows, string Words, bool IsFurtherPage, string? Next)
    {
        public bool MayRelease { get; init; }
        /// <summary>The kinds of activity whose marks can wait.</summary>
        public IReadOnlySet<string> Releasing { get; init; } = new HashSet<string>();
    }
}
