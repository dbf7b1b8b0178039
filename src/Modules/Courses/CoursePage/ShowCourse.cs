using Lectern.People;
using Lectern.Web.Design;

namespace Lectern.Courses;

/// <summary>A published course's own page: what it is about, what it consists of, who teaches it, and how to get in.</summary>
internal static class ShowCourse
{
    internal static async Task<IResult> Handle(string slug, Visitor visitor, LecternDb db, ActivityKinds kinds, CourseTabs tabs, ICourseDoor door, Texts texts, CancellationToken cancel)
    {
        var (courses, scopes, versions) = (db.Courses, db.Scopes, db.CourseVersions);
        var found = await (
            from c in courses.AsNoTracking()
            join s in scopes.AsNoTracking() on c.UnitId equals s.Id
            join v in versions.AsNoTracking() on c.PublishedVersionId equals (Id<CourseVersion>?)v.Id
            where c.Slug == slug
            select new { Course = c, Unit = s.Path, Version = v }).SingleOrDefaultAsync(cancel);
        if (found is null) return TypedResults.NotFound();

        var course = found.Course;
        var path = $"{found.Unit}{course.Id}/";
        var entrance = await door.For(new DoorOf(course.Id, course.Slug, course.Policy, course.Offer, course.HasCertificate, course.CertificateMonths, course.Schedule), visitor, cancel);
        var isOffered = course.Policy == EnrolmentPolicy.Open && course.Offer == CourseOffer.Offered;
        if (!isOffered && !entrance.IsKnown && !visitor.HoldsAt(CourseCapabilities.WorkOnCourses, path)) return TypedResults.NotFound();

        var outline = found.Version.Outline;
        var model = new CourseModel(course.Slug, course.Title, course.Summary, course.Description, course.Cover, course.Topic, course.HasCertificate, course.CertificateMonths,
            outline.Minutes, outline.Activities.Count(), Syllabus(outline, kinds, texts, null), Ticks(outline), await Instructors(db, course, cancel),
            entrance, null, tabs.FirstAddress(course.Id, path, visitor), visitor.HoldsAt(CourseCapabilities.EditCourse, path));
        return Page.Of<CoursePage>(course.Title, model,
            new PageOptions(Frame.Public, Description: isOffered ? (course.Summary.Length > 0 ? course.Summary : course.Title) : null));
    }

    internal static IReadOnlyList<SyllabusModule> Syllabus(Outline outline, ActivityKinds kinds, Texts texts, Func<OutlineActivity, string>? address) =>
        [.. outline.Modules.Select(m => new SyllabusModule(m.Title, texts.Extent(m.Activities.Count, m.Activities.Sum(a => a.Minutes)),
            [.. m.Activities.Where(a => address is not null || !(m.IsHiddenWhileLocked || a.IsHiddenWhileLocked)).Select(a => new SyllabusLesson(kinds[a.Kind].Icon, texts[kinds[a.Kind].Label], a.Title, texts.Duration(a.Minutes), address?.Invoke(a)))]))];

    internal static IReadOnlyList<IReadOnlyList<Tick>> Ticks(Outline outline) =>
        [.. outline.Modules.Select(m => (IReadOnlyList<Tick>)[.. m.Activities.Select(_ => Tick.Open)])];

    internal static async Task<IReadOnlyList<string>> Instructors(LecternDb db, Course course, CancellationToken cancel)
    {
        var (people, assignments, scope) = (db.People, db.RoleAssignments, course.ScopeId);
        return await (
            from a in assignments.AsNoTracking()
            join p in people.AsNoTracking() on a.PersonId equals p.Id
            where a.ScopeId == scope && a.Role == Role.Instructor && p.ClosedAt == null
            orderby a.GivenAt
            select p.Name).Take(12).ToListAsync(cancel);
    }
}

/// <param name="Preview">In a preview of the draft: what the page says about it. Then there is no door.</param>
/// <param name="WorkHref">For those who work on the course: the first of its views that they may open.</param>
public sealed record CourseModel(string Slug, string Title, string Summary, string Description, string Cover, string Topic, bool HasCertificate, int? CertificateMonths, int Minutes, int Activities,
    IReadOnlyList<SyllabusModule> Syllabus, IReadOnlyList<IReadOnlyList<Tick>> Ticks, IReadOnlyList<string> Instructors, Door? Door, DraftPreview? Preview, string? WorkHref, bool MayEdit);

/// <summary>Which version learners meet while the draft is shown; 0 when none.</summary>
public sealed record DraftPreview(int PublishedNumber, bool HasUnpublishedChanges);
