using Lectern.People;
using Lectern.People.SigningIn;
using Microsoft.Net.Http.Headers;

namespace Lectern.Credentials.Printing;

/// <summary>The certificate as a PDF, in the language of its learner. A revoked one is no longer given out.</summary>
internal static class DownloadCertificate
{
    internal static async Task<Results<FileContentHttpResult, NotFound>> Handle(string code, HttpContext http, LecternDb db, Texts texts, IBrand brand, SiteAddress site, CancellationToken cancel)
    {
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        if (!CertificateCode.TryRead(code, out var read)) return TypedResults.NotFound();
        var people = db.People;
        var found = await db.Certificates.AsNoTracking().Where(c => c.Code == read && c.RevokedAt == null)
            .Select(c => new { Certificate = c, Language = people.Where(p => p.Id == c.LearnerId).Select(p => p.Language).First() })
            .SingleOrDefaultAsync(cancel);
        if (found is null) return TypedResults.NotFound();

        var sheet = CertificateSheet.Of(found.Certificate, Cultures.Of(found.Language), texts, site.Of(CertificateAddresses.Verify(read)), brand.Brand.Colour);
        var pdf = CertificatePdf.Draw(sheet);
        http.Response.Headers.CacheControl = "private, no-cache";
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(pdf))}\"");
        return TypedResults.File(pdf, "application/pdf", $"{sheet.Title}.pdf".Replace(':', ','), entityTag: tag);
    }
}
