using System.Globalization;
using Lectern.Web.Api;

namespace Lectern.Credentials;

/// <summary>Certificates page by page, the newest first; the code tells apart what was issued in the same instant.</summary>
internal static class CertificatesInOrder
{
    internal static async Task<Paged<Certificate>> NewestFirst(this IQueryable<Certificate> certificates, string? after, int size, CancellationToken cancel)
    {
        if (Cursor.Decode(after)?.Split(' ') is [var ticks, var code] && long.TryParse(ticks, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 3155378975999999999)
        {
            var at = new DateTimeOffset(number, TimeSpan.Zero);
#pragma warning disable CA1309 // the database compares, not .NET
            certificates = certificates.Where(c => c.IssuedAt < at || (c.IssuedAt == at && string.Compare(c.Code, code) > 0));
#pragma warning restore CA1309
        }

        var found = await certificates.AsNoTracking().OrderByDescending(c => c.IssuedAt).ThenBy(c => c.Code).Take(size + 1).ToListAsync(cancel);
        return Paged<Certificate>.Of(found, size, c => string.Create(CultureInfo.InvariantCulture, $"{c.IssuedAt.UtcTicks} {c.Code}"));
    }
}
