namespace Lectern.Courses;

/// <summary>An editor takes a course out of the catalog, archives it, or offers it again. It holds at once, and learners keep what they have.</summary>
internal static class ChangeOffer
{
    internal static async Task<IResult> Handle(Id<Course> id, [FromForm] string? offer, Visitor visitor, LecternDb db, SettingsView view, Texts texts, CancellationToken cancel)
    {
        if (!Enum.TryParse<CourseOffer>(offer, out var wanted) || !Enum.IsDefined(wanted)) return TypedResults.NotFound();
        var outcome = await db.Change(id, course => course.Put(wanted), cancel);
        if (outcome is null) return TypedResults.NotFound();
        if (outcome.Value.Refusal is { } refusal)
        {
            db.ChangeTracker.Clear();
            var courses = db.Courses;
            var course = await courses.AsNoTracking().SingleAsync(c => c.Id == id, cancel);
            return await view.Draw(course, CourseSettings.Of(course), refusal, visitor, cancel);
        }

        return Page.SeeOther($"/courses/{id}/settings", wanted switch
        {
            CourseOffer.Withdrawn => texts["The course is out of the catalog. Its learners keep it."],
            CourseOffer.Archived => texts["The course is archived. Its learners keep what they have."],
            _ => texts["The course is offered again."],
        });
    }
}
