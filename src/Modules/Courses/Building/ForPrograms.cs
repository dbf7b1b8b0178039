using Lectern.Web.Api;

namespace Lectern.Courses;

/// <summary>The shapes of courses in the API.</summary>
internal static class ForPrograms
{
    internal static IResult Problem(Refusal refusal, Texts texts) => refusal == Parts.Gone ? TypedResults.NotFound() : refusal.ToProblem(texts);
}

/// <summary>A course as its editors get it: what stands in the catalog and the draft.</summary>
public sealed record CourseInFull(Id<Course> Id, string Slug, string Title, string Summary, string Description, string Cover, string Topic, EnrolmentPolicy Policy,
    CourseOffer Offer, bool HasCertificate, int? CertificateMonths, Retakes Retakes, int RenewalDays, int PublishedNumber, DateTimeOffset? PublishedAt, bool HasUnpublishedChanges, int Revision, IReadOnlyList<ModuleInFull> Modules)
{
    internal static CourseInFull Of(Course c) => new(c.Id, c.Slug, c.Title, c.Summary, c.Description, c.Cover, c.Topic, c.Policy, c.Offer, c.HasCertificate, c.CertificateMonths, c.Retakes, c.RenewalDays,
        c.PublishedNumber, c.PublishedAt, c.HasUnpublishedChanges, c.Revision, [.. c.DraftModules.Select(ModuleInFull.Of)]);
}

public sealed record ModuleInFull(Id<CourseModule> Id, string Title, IReadOnlyList<ActivityInFull> Activities)
{
    internal static ModuleInFull Of(CourseModule m) => new(m.Id, m.Title, [.. m.DraftActivities.Select(ActivityInFull.Of)]);
}

public sealed record ActivityInFull(Id<Activity> Id, Id<CourseModule> ModuleId, string Kind, string Title, int Minutes, bool IsRequired)
{
    internal static ActivityInFull Of(Activity a) => new(a.Id, a.ModuleId, a.Kind, a.Title, a.Minutes, a.IsRequired);
}
