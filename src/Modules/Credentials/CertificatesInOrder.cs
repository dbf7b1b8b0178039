using Lectern.Web.Api;

namespace Lectern.Credentials;

/// <summary>Certificates page by page, the newest first.</summary>
internal static class CertificatesInOrder
{
    internal static async Task<Paged<Certificate>> NewestFirst(this IQueryable<Certificate> certificates, string? after, int size, CancellationToken cancel)
    {
        var found = await certificates.AsNoTracking().Page(c => c.IssuedAt, c => c.Id, descending: true, after).Take(size + 1).ToListAsync(cancel);
        return Paged<Certificate>.Of(found, size, c => Keyset.KeyOf(c.IssuedAt, c.Id));
    }
}
