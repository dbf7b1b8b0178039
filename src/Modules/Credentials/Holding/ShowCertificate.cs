using Lectern.Credentials.Issuing;
using Lectern.Credentials.Verifying;
using Lectern.People;

namespace Lectern.Credentials.Holding;

/// <summary>A learner looks at one certificate of theirs, to download and share it.</summary>
public static class ShowCertificate
{
    public sealed record Model(CertificatePaper.Content Paper, string Code, DateOnly? ValidUntil, DateOnly? RevokedOn, string? RevocationReason, string Address, string LinkedIn, string Topic);

    internal static async Task<IResult> Handle(string code, Me me, LecternDb db, SiteAddress site, TimeProvider clock, CancellationToken cancel)
    {
        if (!CertificateCode.TryRead(code, out var read)) return TypedResults.NotFound();
        var certificate = await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Code == read && c.LearnerId == me.Id, cancel);
        if (certificate is null) return TypedResults.NotFound();

        var address = site.Of(CertificateAddresses.Verify(read));
        var model = new Model(CertificatePaper.Content.Of(certificate, clock.GetUtcNow(), address), read, certificate.ValidUntil,
            certificate.RevokedAt is { } at ? DateOnly.FromDateTime(me.Visitor.Local(at).DateTime) : null, certificate.RevocationReason, address, LinkedIn.AddressFor(certificate, address), CertificateTopics.OfHolder(me.Id));
        return Page.Of<ShowCertificatePage>(certificate.CourseTitle, model, new PageOptions(Crumbs: [new("Certificates", "/certificates"), new(certificate.CourseTitle)]));
    }
}
