using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Lectern.Web.Serving;

/// <summary>What our own pages may load and do (CSP level 3), and the other headers that keep a browser from guessing.</summary>
public static partial class ContentSecurityPolicy
{
    private static readonly object Key = new();
    private static readonly object Guests = new();

    /// <summary>The nonce of this request's inline style.</summary>
    public static string NonceOf(HttpContext http)
    {
        if (http.Items[Key] is string nonce) return nonce;
        http.Items[Key] = nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        return nonce;
    }

    /// <summary>Lets this one page frame what lies at another origin, or play it: a video of a video site, an embedded page.</summary>
    /// <param name="http">Its request.</param>
    /// <param name="origin">http or https, a host in ASCII, and a port where it isn't the scheme's own.</param>
    /// <exception cref="ArgumentException">It is not that: in the header it could say more than an origin.</exception>
    public static void Invite(HttpContext http, string origin)
    {
        if (!Origin().IsMatch(origin)) throw new ArgumentException("Not an origin.", nameof(origin));
        if (http.Items[Guests] is not SortedSet<string> guests) http.Items[Guests] = guests = new(StringComparer.Ordinal);
        guests.Add(origin);
    }

    /// <param name="app">The pipeline.</param>
    /// <param name="contentOrigin">Where uploaded content is served, as this request's browser reaches it.</param>
    public static IApplicationBuilder UseContentSecurityPolicy(this IApplicationBuilder app, Func<HttpContext, string> contentOrigin) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            if (!headers.ContainsKey("Content-Security-Policy") && http.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true)
            {
                var content = contentOrigin(http);
                var guests = http.Items[Guests] is SortedSet<string> invited ? " " + string.Join(' ', invited) : "";
                headers.ContentSecurityPolicy =
                    $"default-src 'self'; script-src 'self'; style-src 'self' 'nonce-{NonceOf(http)}'; style-src-attr 'unsafe-inline'; " +
                    $"img-src 'self' data: blob: {content}; media-src 'self' blob: {content}{guests}; frame-src 'self' {content}{guests}; connect-src 'self'; " +
                    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";
            }

            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            // The microphone is for answers that are spoken. On all pages, because a page that Turbo visits keeps the policy of the first;
            // the browser still asks the person, and frames of other origins never get it.
            headers["Permissions-Policy"] = "camera=(), microphone=(self), geolocation=(), payment=()";
            if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            return Task.CompletedTask;
        });
        return next(http);
    });

    [GeneratedRegex(@"^https?://[a-z0-9.-]+(:[0-9]+)?\z")]
    private static partial Regex Origin();
}
