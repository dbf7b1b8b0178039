using Lectern.Web.Design;

namespace Lectern.Courses;

/// <summary>
/// A view of a course for those who work on it: "Content", "Settings", "People". Modules above add theirs as singletons;
/// it stands at <c>/courses/{id}/{path}</c>, for whoever holds the capability at the course. <paramref name="Text"/> is the English key.
/// </summary>
public sealed record CourseTab(int Position, string Text, string Path, Capability Capability);

/// <summary>A way to begin a new course besides an empty one, such as importing a package; modules above add theirs as singletons.</summary>
public sealed record CourseStart(int Position, string Text, string Href, string Icon, Capability Capability);

/// <summary>What stands at the top of each of these views.</summary>
public sealed record CourseHeading(Id<Course> Id, string Slug, string Title, int PublishedNumber, bool HasUnpublishedChanges, IReadOnlyList<TabLink> Tabs)
{
    /// <summary>How many changes wait to be published, where that was counted.</summary>
    public int Changes { get; init; }
    public bool MayEdit { get; init; }
    public CourseOffer Offer { get; init; }
    /// <summary>The first of the views that the visitor may open.</summary>
    public string Address => Tabs.Count > 0 ? Tabs[0].Href : $"/courses/{Slug}";
}

/// <summary>Makes the heading of a course for a visitor.</summary>
public sealed class CourseTabs(IEnumerable<CourseTab> tabs, LecternDb db, Texts texts)
{
    private readonly IReadOnlyList<CourseTab> _tabs = [.. tabs.OrderBy(tab => tab.Position)];

    /// <param name="current">The path of the tab that is shown.</param>
    /// <returns>Null when there is no such course.</returns>
    public async Task<CourseHeading?> Heading(Id<Course> id, string current, Visitor visitor, CancellationToken cancel)
    {
        var courses = db.Courses;
        var found = await courses.AsNoTracking().Where(c => c.Id == id)
            .Select(c => new { c.Slug, c.Title, c.PublishedNumber, c.PublishedAt, c.DraftChangedAt, c.Offer, c.UnitId }).SingleOrDefaultAsync(cancel);
        if (found is null) return null;
        var unit = await db.PathOfUnit(found.UnitId, cancel);
        return Heading(id, found.Slug, found.Title, found.PublishedNumber, found.PublishedAt is null || found.DraftChangedAt > found.PublishedAt, found.Offer, $"{unit}{id}/", current, visitor);
    }

    /// <summary>The first of the views of the course, whose scope has this path, that the visitor may open; null when none.</summary>
    public string? FirstAddress(Id<Course> id, string path, Visitor visitor) => Open(path, visitor).Select(tab => $"/courses/{id}/{tab.Path}").FirstOrDefault();

    internal CourseHeading Heading(Course course, string path, string current, Visitor visitor) =>
        Heading(course.Id, course.Slug, course.Title, course.PublishedNumber, course.HasUnpublishedChanges, course.Offer, path, current, visitor);

    private CourseHeading Heading(Id<Course> id, string slug, string title, int number, bool changed, CourseOffer offer, string path, string current, Visitor visitor) =>
        new(id, slug, title, number, changed, [.. Open(path, visitor).Select(tab => new TabLink(texts[tab.Text], $"/courses/{id}/{tab.Path}", tab.Path == current))])
        { MayEdit = visitor.HoldsAt(CourseCapabilities.EditCourse, path), Offer = offer };

    private IEnumerable<CourseTab> Open(string path, Visitor visitor) => _tabs.Where(tab => visitor.HoldsAt(tab.Capability, path));
}
