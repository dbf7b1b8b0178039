#pragma warning disable CA1309, CA1310   // compared in the database
using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Courses;

/// <summary>What there is to learn: published courses, by words, topic and length. Three statements at most, however many courses there are.</summary>
internal static class ShowCatalog
{
    private const int PageSize = 24;

    internal static async Task<IResult> Handle([AsParameters] CatalogQuery query, Visitor visitor, LecternDb db, ICourseDoor door, Texts texts, CancellationToken cancel)
    {
        var all = Visible(db, visitor, query);
        var facets = await Facets(all, cancel);
        var page = await Find(all, query, PageSize, cancel);
        var entered = visitor.IsSignedIn ? await door.Entered([.. page.Items.Select(c => c.Id)], visitor, cancel) : new HashSet<Id<Course>>();
        return Page.Of<CatalogPage>("Catalog", new CatalogModel(query, facets, page.Items, page.Next, entered),
            new PageOptions(Frame.Public, Description: texts["Courses that you can take, with what they teach and how long they last."]));
    }

    internal static async Task<Ok<Paged<CatalogCourse>>> ForProgram([AsParameters] CatalogQuery query, int? size, Visitor visitor, LecternDb db, CancellationToken cancel) =>
        TypedResults.Ok(await Find(Visible(db, visitor, query), query, Cursor.Size(size), cancel));

    /// <summary>Courses that are by assignment only are shown to people with a role there.</summary>
    private static IQueryable<Course> Visible(LecternDb db, Visitor visitor, CatalogQuery query)
    {
        var courses = db.CoursesWith(SearchWords.Split(query.Q)).AsNoTracking().Where(c => c.PublishedNumber > 0);
        if (visitor.Grants.Count == 0) return courses.Where(c => c.Policy == EnrolmentPolicy.Open);
        var paths = visitor.Grants.Select(g => g.Path).Distinct().ToList();
        var own = visitor.Grants.Select(g => new Id<Course>(g.ScopeId)).Distinct().ToList();
        var scopes = db.Scopes;
        return courses.Where(c => c.Policy == EnrolmentPolicy.Open || own.Contains(c.Id) || scopes.Any(s => s.Id == c.UnitId && paths.Any(path => s.Path.StartsWith(path))));
    }

    private static async Task<CatalogFacets> Facets(IQueryable<Course> courses, CancellationToken cancel) => new(
        await courses.GroupBy(c => new
        {
            c.Topic,
            Length = c.PublishedMinutes < CourseLengths.Middling ? CourseLength.Brief : c.PublishedMinutes <= CourseLengths.Lengthy ? CourseLength.Middling : CourseLength.Lengthy,
        }).Select(g => new CatalogFacet(g.Key.Topic, g.Key.Length, g.Count())).ToListAsync(cancel));

    private static async Task<Paged<CatalogCourse>> Find(IQueryable<Course> courses, CatalogQuery query, int size, CancellationToken cancel)
    {
        var topics = query.Topics;
        if (topics.Count > 0) courses = courses.Where(c => topics.Contains(c.Topic));
        var lengths = query.Lengths;
        if (lengths.Count > 0)
        {
            var (isShort, isMedium, isLong) = (lengths.Contains(CourseLength.Brief), lengths.Contains(CourseLength.Middling), lengths.Contains(CourseLength.Lengthy));
            courses = courses.Where(c => (isShort && c.PublishedMinutes < CourseLengths.Middling)
                || (isMedium && c.PublishedMinutes >= CourseLengths.Middling && c.PublishedMinutes <= CourseLengths.Lengthy)
                || (isLong && c.PublishedMinutes > CourseLengths.Lengthy));
        }

        var ordered = After(courses, query.Order, Cursor.Decode(query.After));
        var found = await ordered.Take(size + 1)
            .Select(c => new CatalogCourse(c.Id, c.Slug, c.Title, c.Summary, c.Topic, c.Cover, c.Policy, c.PublishedMinutes, c.PublishedActivities, c.PublishedAt!.Value))
            .ToListAsync(cancel);
        return Paged<CatalogCourse>.Of(found, size, c => query.Order switch
        {
            CatalogOrder.Newest => $"{c.PublishedAt.UtcTicks}\n{c.Slug}",
            CatalogOrder.Shortest => $"{c.Minutes}\n{c.Slug}",
            _ => $"{c.Title}\n{c.Slug}",
        });
    }

    private static IQueryable<Course> After(IQueryable<Course> courses, CatalogOrder order, string? cursor)
    {
        var (key, slug) = cursor?.Split('\n') is [var k, var s] ? (k, s) : (null, "");
        switch (order)
        {
            case CatalogOrder.Newest:
                if (long.TryParse(key, out var ticks) && ticks > 0 && ticks < DateTimeOffset.MaxValue.UtcTicks)
                {
                    var at = new DateTimeOffset(ticks, TimeSpan.Zero);
                    courses = courses.Where(c => c.PublishedAt < at || (c.PublishedAt == at && string.Compare(c.Slug, slug) > 0));
                }

                return courses.OrderByDescending(c => c.PublishedAt).ThenBy(c => c.Slug);
            case CatalogOrder.Shortest:
                if (int.TryParse(key, out var minutes)) courses = courses.Where(c => c.PublishedMinutes > minutes || (c.PublishedMinutes == minutes && string.Compare(c.Slug, slug) > 0));
                return courses.OrderBy(c => c.PublishedMinutes).ThenBy(c => c.Slug);
            default:
                if (key is not null) courses = courses.Where(c => string.Compare(c.Title, key) > 0 || (c.Title == key && string.Compare(c.Slug, slug) > 0));
                return courses.OrderBy(c => c.Title).ThenBy(c => c.Slug);
        }
    }
}
