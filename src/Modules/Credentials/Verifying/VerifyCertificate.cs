using Lectern.Credentials.Printing;

namespace Lectern.Credentials.Verifying;

/// <summary>Anyone with the code sees every claim of a certificate and whether it holds now.</summary>
public static class VerifyCertificate
{
    /// <param name="IsHolder">Whether the visitor is the one whose certificate it is.</param>
    public sealed record Model(CertificatePaper.Content Paper, string Code, DateOnly CompletedOn, DateTimeOffset IssuedAt, DateOnly? ValidUntil,
        DateTimeOffset? RevokedAt, string? RevocationReason, DateTimeOffset CheckedAt, string Address, string? LinkedIn)
    {
        public CertificateStatus Status => Paper.Status;
        public bool IsHolder => LinkedIn is not null;
    }

    internal static async Task<IResult> Handle(string code, HttpContext http, Visitor visitor, LecternDb db, SiteAddress site, TimeProvider clock, CancellationToken cancel)
    {
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        if (!CertificateCode.TryRead(code, out var read)) return NotThere(code);
        var certificate = await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Code == read, cancel);
        if (certificate is null) return NotThere(code);

        var now = clock.GetUtcNow();
        var address = site.Of(CertificateAddresses.Verify(read));
        var isHolder = visitor.PersonId == certificate.LearnerId.Value;
        var model = new Model(CertificatePaper.Content.Of(certificate, now, address), read, certificate.CompletedOn, certificate.IssuedAt, certificate.ValidUntil,
            certificate.RevokedAt, certificate.RevocationReason, now, address, isHolder ? Holding.LinkedIn.AddressFor(certificate, address) : null);
        return Page.Of<VerifyPage>(TitleOf(model.Status), model, new PageOptions(Frame.Public));
    }

    /// <summary>The status in a sentence.</summary>
    internal static string TitleOf(CertificateStatus status) => status switch
    {
        CertificateStatus.Expired => "This certificate has expired",
        CertificateStatus.Revoked => "This certificate was revoked",
        _ => "This certificate is valid",
    };

    private static PageResult NotThere(string typed) =>
        Page.Of<CheckCodePage>("No certificate has this code", new CheckCode.Model(typed.Length > 60 ? typed[..60] : typed, WasNotFound: true), new PageOptions(Frame.Public), StatusCodes.Status404NotFound);
}
