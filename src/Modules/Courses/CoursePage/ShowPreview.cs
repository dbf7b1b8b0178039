namespace Lectern.Courses;

/// <summary>The draft as learners would meet it, for those who may edit the course; its lessons open in preview and record nothing.</summary>
internal static class ShowPreview
{
    internal static async Task<IResult> Handle(string slug, Visitor visitor, LecternDb db, ActivityKinds kinds, Texts texts, CancellationToken cancel)
    {
        var courses = db.Courses;
        var course = await courses.AsNoTracking().Include(c => c.Modules).ThenInclude(m => m.Activities).AsSplitQuery().SingleOrDefaultAsync(c => c.Slug == slug, cancel);
        if (course is null || !visitor.HoldsAt(CourseCapabilities.EditCourse, await db.PathOf(course, cancel))) return TypedResults.NotFound();

        var outline = course.DraftOutline();
        return Page.Of<CoursePage>(course.Title, new CourseModel(course.Slug, course.Title, course.Summary, course.Description, course.Cover, course.Topic, course.HasCertificate, course.CertificateMonths,
            outline.Minutes, outline.Activities.Count(), ShowCourse.Syllabus(outline, kinds, texts, a => kinds[a.Kind].PlayerAddress(a.Id) + "?preview=1"), ShowCourse.Ticks(outline),
            await ShowCourse.Instructors(db, course, cancel), null, new DraftPreview(course.PublishedNumber, course.HasUnpublishedChanges), $"/courses/{course.Id}/edit", true),
            new PageOptions(Frame.Public));
    }
}
