using System.Text.Json.Serialization;
using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Courses;

/// <summary>The courses that a person works on, the latest change first; those that are archived by themselves.</summary>
internal static class ShowTeaching
{
    internal static async Task<IResult> Handle(string? q, string? show, string? after, Visitor visitor, LecternDb db, CourseTabs tabs, ICourseDoor door, IEnumerable<CourseStart> starts, CancellationToken cancel)
    {
        var archived = show == "archived";
        var page = await Find(db, visitor, q, archived, after, Paged<object>.UsualSize, cancel);
        var learners = await door.Learners([.. page.Items.Select(c => c.Id)], cancel);
        var model = new TeachingModel(
            [.. page.Items.Select(c => new TaughtCourse(c.Id, tabs.FirstAddress(c.Id, c.Path, visitor) ?? $"/courses/{c.Slug}", c.Title, c.Cover, c.PublishedNumber, c.PublishedAt is null || c.DraftChangedAt > c.PublishedAt, c.Offer, visitor.Local(c.DraftChangedAt), learners.GetValueOrDefault(c.Id)))],
            q?.Trim() ?? "", archived, after is not null, page.Next,
            visitor.Holds(CourseCapabilities.CreateCourse),
            [.. starts.Where(s => visitor.Holds(s.Capability)).OrderBy(s => s.Position)]);
        return Page.Of<TeachingPage>("Teach", model);
    }

    internal static async Task<Ok<Paged<CourseListed>>> ForProgram(string? q, bool? archived, string? after, int? size, Visitor visitor, LecternDb db, CancellationToken cancel) =>
        TypedResults.Ok(await Find(db, visitor, q, archived ?? false, after, Cursor.Size(size), cancel));

    private static async Task<Paged<CourseListed>> Find(LecternDb db, Visitor visitor, string? q, bool archived, string? after, int size, CancellationToken cancel)
    {
        var (worked, scopes) = (db.CoursesWith(CourseCapabilities.WorkOnCourses, visitor).Select(c => c.Id), db.Scopes);
        var courses = db.CoursesWith(SearchWords.Split(q)).AsNoTracking().Where(c => worked.Contains(c.Id) && (c.Offer == CourseOffer.Archived) == archived);
        var found = await courses.Page(c => c.DraftChangedAt, c => c.Id, descending: true, after).Take(size + 1)
            .Select(c => new CourseListed(c.Id, c.Slug, c.Title, c.Cover, c.PublishedNumber, c.PublishedAt, c.DraftChangedAt, c.Offer, scopes.Where(s => s.Id == c.UnitId).Select(s => s.Path).First())).ToListAsync(cancel);
        return Paged<CourseListed>.Of(found, size, c => Keyset.KeyOf(c.DraftChangedAt, c.Id));
    }
}

/// <summary>A course in the list of those that one works on.</summary>
public sealed record CourseListed(Id<Course> Id, string Slug, string Title, string Cover, int PublishedNumber, DateTimeOffset? PublishedAt, DateTimeOffset DraftChangedAt, CourseOffer Offer, [property: JsonIgnore] string UnitPath)
{
    internal string Path => $"{UnitPath}{Id}/";
}

public sealed record TeachingModel(IReadOnlyList<TaughtCourse> Courses, string Query, bool IsArchive, bool IsLater, string? Next, bool MayCreate, IReadOnlyList<CourseStart> Starts);

/// <param name="Href">The first of its views that the visitor may open.</param>
public sealed record TaughtCourse(Id<Course> Id, string Href, string Title, string Cover, int PublishedNumber, bool HasUnpublishedChanges, CourseOffer Offer, DateTimeOffset ChangedAt, int Learners);
