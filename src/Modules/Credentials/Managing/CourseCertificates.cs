using Lectern.Courses;
using Lectern.Credentials.Verifying;
using Lectern.Progress;
using Lectern.Web.Api;

namespace Lectern.Credentials.Managing;

/// <summary>Whoever answers for a course sees the certificates that it issued.</summary>
public static class CourseCertificates
{
    public sealed record Line(Id<Certificate> Id, string Code, string Learner, DateOnly CompletedOn, DateOnly? ValidUntil, DateOnly? RevokedOn, string? Reason, CertificateStatus Status);
    public sealed record Model(CourseHeading Heading, bool IsGiven, IReadOnlyList<Line> Lines, bool IsFurtherPage, string? Next, string Topic);

    internal static async Task<IResult> Show(Id<Course> id, Visitor visitor, LecternDb db, CourseTabs tabs, TimeProvider clock, string? after, CancellationToken cancel)
    {
        if (await tabs.Heading(id, "certificates", visitor, cancel) is not { } heading) return TypedResults.NotFound();
        var isGiven = await db.Courses.Where(c => c.Id == id).Select(c => c.HasCertificate).SingleAsync(cancel);
        var now = clock.GetUtcNow();
        var page = await db.Certificates.Where(c => c.CourseId == id).NewestFirst(after, Paged<Line>.UsualSize, cancel);
        var lines = page.Items.Select(c => new Line(c.Id, c.Code, c.LearnerName, c.CompletedOn, c.ValidUntil, c.RevokedAt is { } at ? DateOnly.FromDateTime(visitor.Local(at).DateTime) : null, c.RevocationReason, c.StatusAt(now))).ToList();
        var address = CertificateAddresses.OfCourse(id);
        return Page.Of<CourseCertificatesPage>("Certificates", new Model(heading, isGiven, lines, after is not null, page.Next is null ? null : $"{address}?after={page.Next}", ProgressTopics.OfCourse(id)),
            new PageOptions(Crumbs: [new("Teach", "/teach"), new(heading.Title, heading.Address), new("Certificates")]));
    }

    internal static async Task<Ok<Paged<CertificateOfCourse>>> List(Id<Course> id, LecternDb db, SiteAddress site, TimeProvider clock, string? after, int? size, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var page = await db.Certificates.Where(c => c.CourseId == id).NewestFirst(after, Cursor.Size(size), cancel);
        return TypedResults.Ok(new Paged<CertificateOfCourse>([.. page.Items.Select(c => new CertificateOfCourse(c.Id, c.LearnerId, CertificateInJson.Of(c, now, site)))], page.Next));
    }
}

/// <summary>A certificate with the ids by which it can be revoked, for programs.</summary>
internal sealed record CertificateOfCourse(Id<Certificate> Id, Id<People.Person> LearnerId, CertificateInJson Certificate);
