using Lectern.Credentials.Issuing;
using Lectern.Credentials.Verifying;
using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Credentials.Holding;

/// <summary>A learner sees the certificates that they hold.</summary>
public static class MyCertificates
{
    public sealed record Line(string Code, string Course, DateOnly CompletedOn, DateOnly? ValidUntil, DateOnly? RevokedOn, CertificateStatus Status);
    public sealed record Model(IReadOnlyList<Line> Lines, string? Next, string Topic);

    internal static async Task<IResult> Show(Me me, LecternDb db, TimeProvider clock, string? after, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var page = await db.Certificates.Where(c => c.LearnerId == me.Id).NewestFirst(after, Paged<Line>.UsualSize, cancel);
        var lines = page.Items.Select(c => new Line(c.Code, c.CourseTitle, c.CompletedOn, c.ValidUntil, c.RevokedAt is { } at ? DateOnly.FromDateTime(me.Visitor.Local(at).DateTime) : null, c.StatusAt(now))).ToList();
        return Page.Of<MyCertificatesPage>("Certificates", new Model(lines, page.Next is null ? null : $"/certificates?after={page.Next}", CertificateTopics.OfHolder(me.Id)));
    }

    internal static async Task<Ok<Paged<CertificateInJson>>> List(Me me, LecternDb db, SiteAddress site, TimeProvider clock, string? after, int? size, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var page = await db.Certificates.Where(c => c.LearnerId == me.Id).NewestFirst(after, Cursor.Size(size), cancel);
        return TypedResults.Ok(new Paged<CertificateInJson>([.. page.Items.Select(c => CertificateInJson.Of(c, now, site))], page.Next));
    }
}
