using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Memory;

namespace Lectern.Files;

/// <summary>Makes and reads addresses on the content origin: <c>{origin}/content/{purpose}/{token}/{path}</c>.</summary>
public sealed class ContentAddress(ContentOrigin origin, IDataProtectionProvider protection, IHttpContextAccessor current, TimeProvider clock) : IDisposable
{
    /// <summary>How long an address works when nothing else is said: a long study day.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromHours(12);

    // Protected text differs each time; the same address for the same content lets the browser use its cache.
    private readonly MemoryCache _recent = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>The address of a file inside some content, for the page of the current request. Whoever has it may read until it expires.</summary>
    /// <param name="purpose">Which kind of content; the route mapped for it answers.</param>
    /// <param name="payload">What the holder may see, for the route to read back; it can't be forged, and not be read by strangers.</param>
    /// <param name="path">Inside the content, unescaped, with <c>/</c>.</param>
    /// <param name="validFor">Otherwise <see cref="Usual"/>.</param>
    public string For(string purpose, string payload, string path, TimeSpan? validFor = null)
    {
        var http = current.HttpContext ?? throw new InvalidOperationException("Content addresses are made for a page.");
        // A page of the content origin that leads on to more content stays inside the page it was made for.
        var main = http.Features.Get<ContentCapability>()?.MainOrigin ?? $"{http.Request.Scheme}://{http.Request.Host}";
        var life = validFor ?? Usual;
        var token = _recent.GetOrCreate((purpose, payload, main, life), entry =>
        {
            entry.Size = 1;
            // Handed out again only while at least half of its life is left.
            entry.AbsoluteExpirationRelativeToNow = life / 2;
            var expires = (clock.GetUtcNow() + life).ToUnixTimeSeconds();
            return Protector(purpose).Protect($"{expires} {main} {payload}");
        });
        return $"{origin.For(http)}/content/{purpose}/{token}/{Escape(path)}";
    }

    /// <summary>What the token of an address gives the right to; null when it is forged, expired or for another purpose.</summary>
    internal ContentCapability? Read(string purpose, string token)
    {
        try
        {
            var parts = Protector(purpose).Unprotect(token).Split(' ', 3);
            var expires = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture));
            return expires > clock.GetUtcNow() ? new ContentCapability(purpose, parts[2], parts[1]) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _recent.Dispose();

    private IDataProtector Protector(string purpose) => protection.CreateProtector("Lectern.Content", purpose);

    private static string Escape(string path) => string.Join('/', path.TrimStart('/').Split('/').Select(Uri.EscapeDataString));
}
