namespace Lectern.Credentials.Verifying;

/// <summary>A certificate for programs: every claim and whether it holds now.</summary>
/// <param name="Status">valid, expired or revoked.</param>
internal sealed record CertificateInJson(
    string Code, string Status, string Learner, string Course, string Issuer, DateOnly CompletedOn, DateTimeOffset IssuedAt,
    DateOnly? ValidUntil, DateTimeOffset? RevokedAt, string? RevocationReason, string VerifyUrl)
{
    internal static CertificateInJson Of(Certificate certificate, DateTimeOffset now, SiteAddress site) => new(
        CertificateCode.Show(certificate.Code), certificate.StatusAt(now).ToString().ToLowerInvariant(), certificate.LearnerName, certificate.CourseTitle, certificate.InstitutionName,
        certificate.CompletedOn, certificate.IssuedAt, certificate.ValidUntil, certificate.RevokedAt, certificate.RevocationReason, site.Of(CertificateAddresses.Verify(certificate.Code)));
}

/// <summary>The check for programs: open, like the page.</summary>
internal static class VerifyCertificateInJson
{
    internal static async Task<Results<Ok<CertificateInJson>, NotFound>> Handle(string code, LecternDb db, SiteAddress site, TimeProvider clock, CancellationToken cancel)
    {
        if (!CertificateCode.TryRead(code, out var read)) return TypedResults.NotFound();
        var certificate = await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Code == read, cancel);
        return certificate is null ? TypedResults.NotFound() : TypedResults.Ok(CertificateInJson.Of(certificate, clock.GetUtcNow(), site));
    }
}
