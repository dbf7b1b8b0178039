using System.Globalization;
using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Courses;

/// <summary>What stands in the catalog about a course, who may enrol, and how long its certificate is valid. It holds at once.</summary>
internal static class EditSettings
{
    internal static async Task<IResult> Show(Id<Course> id, Visitor visitor, LecternDb db, SettingsView view, CancellationToken cancel)
    {
        var courses = db.Courses;
        return await courses.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is { } course
            ? await view.Draw(course, CourseSettings.Of(course), null, visitor, cancel)
            : TypedResults.NotFound();
    }

    internal static async Task<IResult> Handle(Id<Course> id, PostedForm form, Visitor visitor, LecternDb db, SettingsView view, Texts texts, CancellationToken cancel)
    {
        var settings = CourseSettings.Of(form);
        var outcome = await db.Change(id, course => Keep(db, course, Describe(course, settings), cancel), cancel);
        if (outcome is null) return TypedResults.NotFound();
        if (outcome.Value.Refusal is null) return Page.SeeOther($"/courses/{id}/settings", texts["The settings are saved."]);
        db.ChangeTracker.Clear();
        var courses = db.Courses;
        return await view.Draw(await courses.AsNoTracking().SingleAsync(c => c.Id == id, cancel), settings, outcome.Value.Refusal, visitor, cancel);
    }

    internal static async Task<IResult> ForProgram(Id<Course> id, LecternDb db, CancellationToken cancel) =>
        await db.Draft(id, cancel) is { } course ? TypedResults.Ok(CourseInFull.Of(course)) : TypedResults.NotFound();

    internal static async Task<IResult> FromProgram(Id<Course> id, CoursePatch patch, LecternDb db, Texts texts, CancellationToken cancel) =>
        await db.Change(id, course => Keep(db, course, Describe(course, patch), cancel), cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            { Value: var course } => TypedResults.Ok(CourseInFull.Of(course)),
        };

    /// <summary>Where the course has a new title, its place among the units has it too: roles and the audit log name it by that.</summary>
    private static async Task<Refusal?> Keep(LecternDb db, Course course, Refusal? refusal, CancellationToken cancel)
    {
        if (refusal is not null) return refusal;
        var (scopes, scopeId) = (db.Scopes, course.ScopeId);
        if (await scopes.SingleOrDefaultAsync(s => s.Id == scopeId && s.Name != course.Title, cancel) is { } scope) scope.Rename(course.Title);
        return null;
    }

    private static Refusal? Describe(Course course, CoursePatch patch)
    {
        if (patch.Revision is { } revision && revision != course.Revision) return Parts.ChangedMeanwhile;
        if (patch.Offer is { } offer && offer != course.Offer && course.Put(offer) is { } no) return no;
        var description = RichText.Read(patch.Description ?? course.Description);
        if (description.Refusal is { } refusal) return refusal with { Field = nameof(Course.Description) };
        var described = course.Describe(patch.Title ?? course.Title, patch.Summary ?? course.Summary, description.Value, patch.Cover ?? course.Cover, patch.Topic ?? course.Topic,
            patch.Policy ?? course.Policy, patch.CertificateMonths switch { null => course.CertificateMonths, 0 => null, var months => months }, patch.HasCertificate ?? course.HasCertificate);
        return described ?? course.Repeat(patch.Retakes ?? course.Retakes, patch.RenewalDays ?? course.RenewalDays);
    }

    private static Refusal? Describe(Course course, CourseSettings settings)
    {
        if (settings.Seen is { Length: > 0 } seen && seen != CourseSettings.Of(course).Seen) return Parts.ChangedMeanwhile;
        var description = RichText.Read(settings.Description);
        if (description.Refusal is { } refusal) return refusal with { Field = nameof(Course.Description) };
        int? months = null;
        if (!string.IsNullOrWhiteSpace(settings.CertificateMonths))
            months = int.TryParse(settings.CertificateMonths, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var described = course.Describe(settings.Title ?? "", settings.Summary ?? "", description.Value, settings.Cover ?? course.Cover, settings.Topic ?? "",
            Enum.TryParse<EnrolmentPolicy>(settings.Policy, out var policy) && Enum.IsDefined(policy) ? policy : course.Policy, months, settings.HasCertificate);
        return described ?? course.Repeat(Enum.TryParse<Retakes>(settings.Retakes, out var retakes) && Enum.IsDefined(retakes) ? retakes : course.Retakes,
            settings.RenewalDays is null ? course.RenewalDays : int.TryParse(settings.RenewalDays, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0);
    }
}

/// <summary>Draws the settings; also again after a mistake.</summary>
internal sealed class SettingsView(LecternDb db, CourseTabs tabs, IEnumerable<CertificatePreview> previews, Texts texts)
{
    internal async Task<IResult> Draw(Course course, CourseSettings settings, Refusal? refusal, Visitor visitor, CancellationToken cancel)
    {
        var courses = db.Courses;
        var topics = await courses.Where(c => c.Topic != "").Select(c => c.Topic).Distinct().OrderBy(t => t).Take(50).ToListAsync(cancel);
        var unit = await db.PathOfUnit(course.UnitId, cancel) ?? "";
        var path = $"{unit}{course.Id}/";
        var preview = previews.FirstOrDefault(p => visitor.HoldsAt(p.Capability, path));
        // A conflict shows what was entered, marked as seen now: saving again replaces it, knowingly.
        var model = new SettingsModel(tabs.Heading(course, path, "settings", visitor), settings with { Seen = CourseSettings.Of(course).Seen }, topics, refusal,
            visitor.HoldsAt(CourseCapabilities.CreateCourse, unit), preview is null ? null : $"/courses/{course.Id}/{preview.Path}");
        var options = new PageOptions(Crumbs: [new(texts["Teach"], "/teach"), new(course.Title, $"/courses/{course.Id}/edit"), new(texts["Settings"])]);
        return refusal is null ? Page.Of<SettingsPage>(course.Title, model, options) : Page.Refused<SettingsPage>(course.Title, model, options);
    }
}

/// <summary>How a certificate of a course would look, at <c>/courses/{id}/{path}</c>; the module that makes certificates says so as a singleton.</summary>
public sealed record CertificatePreview(string Path, Capability Capability);

/// <summary>The settings as the form holds them.</summary>
public sealed record CourseSettings(string? Title, string? Summary, string? Description, string? Cover, string? Topic, string? Policy, bool HasCertificate, string? CertificateMonths, string? Retakes, string? RenewalDays, string? Seen)
{
    internal static CourseSettings Of(Course c)
    {
        var (months, days) = (c.CertificateMonths?.ToString(CultureInfo.InvariantCulture) ?? "", c.RenewalDays.ToString(CultureInfo.InvariantCulture));
        return new(c.Title, c.Summary, c.Description, c.Cover, c.Topic, c.Policy.ToString(), c.HasCertificate, months, c.Retakes.ToString(), days,
            Drafting.Seen(c.Title, c.Summary, c.Description, c.Cover, c.Topic, c.Policy, c.HasCertificate, months, c.Retakes, days));
    }

    internal static CourseSettings Of(PostedForm form) => new(form["Title"], form["Summary"], form.Raw("Description"), form["Cover"] is { Length: > 0 } cover ? cover : null, form["Topic"], form["Policy"],
        form.Ticked("HasCertificate"), form["CertificateMonths"], form["Retakes"], form["RenewalDays"], form["Seen"]);
}

/// <summary>What a program sends to change the settings; what is left out stays. With a revision it is refused when the course has another one by now; 0 months removes the limit.</summary>
public sealed record CoursePatch(string? Title, string? Summary, string? Description, string? Cover, string? Topic, EnrolmentPolicy? Policy, CourseOffer? Offer, bool? HasCertificate, int? CertificateMonths, Retakes? Retakes, int? RenewalDays, int? Revision);

public sealed record SettingsModel(CourseHeading Heading, CourseSettings Settings, IReadOnlyList<string> Topics, Refusal? Refusal, bool MayCopy, string? PreviewHref);
