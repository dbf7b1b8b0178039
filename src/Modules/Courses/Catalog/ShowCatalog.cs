using Lectern.Web.Api;

namespace Lectern.Courses;

/// <summary>What there is to learn: published courses, by words, topic and length. Three statements at most, however many courses there are.</summary>
internal static class ShowCatalog
{
    private const int PageSize = 24;

    internal static async Task<IResult> Handle([AsParameters] CatalogQuery query, Visitor visitor, LecternDb db, ICourseDoor door, Texts texts, CancellationToken cancel)
    {
        var all = Offered(db, visitor, door, query);
        var facets = await Facets(all, cancel);
        var page = await Find(db, all, query, PageSize, cancel);
        var entered = visitor.IsSignedIn ? await door.Entered([.. page.Items.Select(c => c.Id)], visitor, cancel) : new HashSet<Id<Course>>();
        return Page.Of<CatalogPage>("Catalog", new CatalogModel(query, facets, page.Items, page.Next, entered),
            new PageOptions(Frame.Public, Description: texts["Courses that you can take, with what they teach and how long they last."]));
    }

    internal static async Task<Ok<Paged<CatalogCourse>>> ForProgram([AsParameters] CatalogQuery query, int? size, Visitor visitor, LecternDb db, ICourseDoor door, CancellationToken cancel) =>
        TypedResults.Ok(await Find(db, Offered(db, visitor, door, query), query, Cursor.Size(size), cancel));

    /// <summary>Published courses on offer; those by assignment only for people who work on them or learn in them.</summary>
    private static IQueryable<Course> Offered(LecternDb db, Visitor visitor, ICourseDoor door, CatalogQuery query)
    {
        var courses = db.CoursesWith(SearchWords.Split(query.Q)).AsNoTracking().Where(c => c.PublishedNumber > 0 && c.Offer == CourseOffer.Offered);
        if (!visitor.IsSignedIn) return courses.Where(c => c.Policy == EnrolmentPolicy.Open);
        var (worked, entered) = (db.CoursesWith(CourseCapabilities.WorkOnCourses, visitor).Select(c => c.Id), door.EnteredBy(visitor));
        return courses.Where(c => c.Policy == EnrolmentPolicy.Open || worked.Contains(c.Id) || entered.Contains(c.Id));
    }

    private static async Task<CatalogFacets> Facets(IQueryable<Course> courses, CancellationToken cancel) => new(
        await courses.GroupBy(c => new
        {
            c.Topic,
            Length = c.PublishedMinutes < CourseLengths.Middling ? CourseLength.Brief : c.PublishedMinutes <= CourseLengths.Lengthy ? CourseLength.Middling : CourseLength.Lengthy,
        }).Select(g => new CatalogFacet(g.Key.Topic, g.Key.Length, g.Count())).ToListAsync(cancel));

    private static async Task<Paged<CatalogCourse>> Find(LecternDb db, IQueryable<Course> courses, CatalogQuery query, int size, CancellationToken cancel)
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

        var all = db.Courses;
        var ordered = query.Order switch
        {
            CatalogOrder.Newest => courses.Page(c => c.PublishedAt!.Value, c => c.Id, descending: true, query.After),
            CatalogOrder.Shortest => courses.Page(c => c.PublishedMinutes, c => c.Id, descending: false, query.After),
            _ => courses.Page(c => c.Title, c => c.Id, descending: false, query.After, id => all.Where(c => c.Id == id).Select(c => c.Title)),
        };
        var found = await ordered.Take(size + 1)
            .Select(c => new CatalogCourse(c.Id, c.Slug, c.Title, c.Summary, c.Topic, c.Cover, c.Policy, c.PublishedMinutes, c.PublishedActivities, c.PublishedAt!.Value, c.ScheduleJson))
            .ToListAsync(cancel);
        return Paged<CatalogCourse>.Of(found, size, c => query.Order switch
        {
            CatalogOrder.Newest => Keyset.KeyOf(c.PublishedAt, c.Id),
            CatalogOrder.Shortest => Keyset.KeyOf(c.Minutes, c.Id),
            _ => Keyset.KeyOf(c.Id),
        });
    }
}
