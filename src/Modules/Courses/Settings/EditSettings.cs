using System.Globalization;
using Lectern.Web.Api;

namespace Lectern.Courses;

/// <summary>What stands in the catalog about a course, who may enrol, and how long its certificate is valid. It holds at once.</summary>
internal static class EditSettings
{
    internal static async Task<IResult> Show(Id<Course> id, Visitor visitor, LecternDb db, CourseTabs tabs, Texts texts, CancellationToken cancel)
    {
        var courses = db.Courses;
        return await courses.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is { } course
            ? await Draw(course, CourseSettings.Of(course), null, visitor, db, tabs, texts, cancel)
            : TypedResults.NotFound();
    }

    internal static async Task<IResult> Handle(Id<Course> id, [FromForm] CourseSettings settings, Visitor visitor, LecternDb db, CourseTabs tabs, Texts texts, CancellationToken cancel)
    {
        var outcome = await db.Change(id, course => Describe(course, settings), cancel);
        if (outcome is null) return TypedResults.NotFound();
        if (outcome.Value.Refusal is null) return Page.SeeOther($"/courses/{id}/settings", texts["The settings are saved."]);
        db.ChangeTracker.Clear();
        var courses = db.Courses;
        return await Draw(await courses.AsNoTracking().SingleAsync(c => c.Id == id, cancel), settings, outcome.Value.Refusal, visitor, db, tabs, texts, cancel);
    }

    internal static async Task<IResult> ForProgram(Id<Course> id, LecternDb db, CancellationToken cancel) =>
        await db.Draft(id, cancel) is { } course ? TypedResults.Ok(CourseInFull.Of(course)) : TypedResults.NotFound();

    internal static async Task<IResult> FromProgram(Id<Course> id, CoursePatch patch, LecternDb db, Texts texts, CancellationToken cancel) =>
        await db.Change(id, course =>
        {
            if (patch.Revision is { } revision && revision != course.Revision) return Parts.ChangedMeanwhile;
            var description = RichText.Read(patch.Description ?? course.Description);
            if (description.Refusal is { } refusal) return refusal with { Field = nameof(Course.Description) };
            return course.Describe(patch.Title ?? course.Title, patch.Summary ?? course.Summary, description.Value, patch.Cover ?? course.Cover, patch.Topic ?? course.Topic,
                patch.Policy ?? course.Policy, patch.CertificateMonths switch { null => course.CertificateMonths, 0 => null, var months => months });
        }, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            { Value: var course } => TypedResults.Ok(CourseInFull.Of(course)),
        };

    private static Refusal? Describe(Course course, CourseSettings settings)
    {
        if (settings.Seen is { Length: > 0 } seen && seen != CourseSettings.Of(course).Seen) return Parts.ChangedMeanwhile;
        var description = RichText.Read(settings.Description);
        if (description.Refusal is { } refusal) return refusal with { Field = nameof(Course.Description) };
        int? months = null;
        if (!string.IsNullOrWhiteSpace(settings.CertificateMonths))
            months = int.TryParse(settings.CertificateMonths, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return course.Describe(settings.Title ?? "", settings.Summary ?? "", description.Value, settings.Cover ?? course.Cover, settings.Topic ?? "",
            Enum.TryParse<EnrolmentPolicy>(settings.Policy, out var policy) && Enum.IsDefined(policy) ? policy : course.Policy, months);
    }

    private static async Task<IResult> Draw(Course course, CourseSettings settings, Refusal? refusal, Visitor visitor, LecternDb db, CourseTabs tabs, Texts texts, CancellationToken cancel)
    {
        var courses = db.Courses;
        var topics = await courses.Where(c => c.Topic != "").Select(c => c.Topic).Distinct().OrderBy(t => t).Take(50).ToListAsync(cancel);
        var heading = tabs.Heading(course, await db.PathOf(course, cancel), "settings", visitor);
        // A conflict shows what was entered, marked as seen now: saving again replaces it, knowingly.
        var model = new SettingsModel(heading, settings with { Seen = CourseSettings.Of(course).Seen }, topics, refusal);
        var options = new PageOptions(Crumbs: [new(texts["Teach"], "/teach"), new(course.Title, $"/courses/{course.Id}/edit"), new(texts["Settings"])]);
        return refusal is null ? Page.Of<SettingsPage>(course.Title, model, options) : Page.Refused<SettingsPage>(course.Title, model, options);
    }
}

/// <summary>The settings as the form holds them.</summary>
public sealed record CourseSettings(string? Title, string? Summary, string? Description, string? Cover, string? Topic, string? Policy, string? CertificateMonths, string? Seen)
{
    internal static CourseSettings Of(Course c)
    {
        var months = c.CertificateMonths?.ToString(CultureInfo.InvariantCulture) ?? "";
        return new(c.Title, c.Summary, c.Description, c.Cover, c.Topic, c.Policy.ToString(), months,
            Drafting.Seen(c.Title, c.Summary, c.Description, c.Cover, c.Topic, c.Policy, months));
    }
}

/// <summary>What a program sends to change the settings; what is left out stays. With a revision it is refused when the course has another one by now; 0 months removes the limit.</summary>
public sealed record CoursePatch(string? Title, string? Summary, string? Description, string? Cover, string? Topic, EnrolmentPolicy? Policy, int? CertificateMonths, int? Revision);

public sealed record SettingsModel(CourseHeading Heading, CourseSettings Settings, IReadOnlyList<string> Topics, Refusal? Refusal);
