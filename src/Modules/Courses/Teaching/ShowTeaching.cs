#pragma warning disable CA1309, CA1310   // compared in the database
using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Courses;

/// <summary>The courses that a person works on, the latest change first.</summary>
internal static class ShowTeaching
{
    internal static async Task<IResult> Handle(string? q, string? after, Visitor visitor, LecternDb db, ICourseDoor door, IEnumerable<CourseStart> starts, CancellationToken cancel)
    {
        var page = await Find(db, visitor, q, after, Paged<object>.UsualSize, cancel);
        var learners = await door.Learners([.. page.Items.Select(c => c.Id)], cancel);
        var model = new TeachingModel(
            [.. page.Items.Select(c => new TaughtCourse(c.Id, c.Slug, c.Title, c.Cover, c.PublishedNumber, c.PublishedAt is null || c.DraftChangedAt > c.PublishedAt, visitor.Local(c.DraftChangedAt), learners.GetValueOrDefault(c.Id)))],
            q?.Trim() ?? "", after is not null, page.Next,
            visitor.Holds(CourseCapabilities.CreateCourse),
            [.. starts.Where(s => visitor.Holds(s.Capability)).OrderBy(s => s.Position)]);
        return Page.Of<TeachingPage>("Teach", model);
    }

    internal static async Task<Ok<Paged<CourseListed>>> ForProgram(string? q, string? after, int? size, Visitor visitor, LecternDb db, CancellationToken cancel) =>
        TypedResults.Ok(await Find(db, visitor, q, after, Cursor.Size(size), cancel));

    private static async Task<Paged<CourseListed>> Find(LecternDb db, Visitor visitor, string? q, string? after, int size, CancellationToken cancel)
    {
        var paths = visitor.PathsOf(CourseCapabilities.EditCourse);
        var own = visitor.Grants.Where(g => CourseCapabilities.EditCourse.HeldBy.Contains(g.Role)).Select(g => new Id<Course>(g.ScopeId)).ToList();
        var scopes = db.Scopes;
        var courses = db.CoursesWith(SearchWords.Split(q)).AsNoTracking()
            .Where(c => own.Contains(c.Id) || scopes.Any(s => s.Id == c.UnitId && paths.Any(path => s.Path.StartsWith(path))));
        if (Cursor.Decode(after)?.Split('|') is [var ticks, var last] && long.TryParse(ticks, out var at) && at is > 0 and < 3_000_000_000_000_000_000)
        {
            var changed = new DateTimeOffset(at, TimeSpan.Zero);
            courses = courses.Where(c => c.DraftChangedAt < changed || (c.DraftChangedAt == changed && string.Compare(c.Slug, last) > 0));
        }

        var found = await courses.OrderByDescending(c => c.DraftChangedAt).ThenBy(c => c.Slug).Take(size + 1)
            .Select(c => new CourseListed(c.Id, c.Slug, c.Title, c.Cover, c.PublishedNumber, c.PublishedAt, c.DraftChangedAt)).ToListAsync(cancel);
        return Paged<CourseListed>.Of(found, size, c => $"{c.DraftChangedAt.UtcTicks}|{c.Slug}");
    }
}

/// <summary>A course in the list of those that one works on.</summary>
public sealed record CourseListed(Id<Course> Id, string Slug, string Title, string Cover, int PublishedNumber, DateTimeOffset? PublishedAt, DateTimeOffset DraftChangedAt);

public sealed record TeachingModel(IReadOnlyList<TaughtCourse> Courses, string Query, bool IsLater, string? Next, bool MayCreate, IReadOnlyList<CourseStart> Starts);

public sealed record TaughtCourse(Id<Course> Id, string Slug, string Title, string Cover, int PublishedNumber, bool HasUnpublishedChanges, DateTimeOffset ChangedAt, int Learners);
