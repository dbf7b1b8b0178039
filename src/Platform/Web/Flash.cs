using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Lectern.Web;

/// <summary>A word about what was just done, shown once on the next page. It travels in a cookie and is only ever shown as text.</summary>
internal static class Flash
{
    private const string Cookie = "lectern.flash";
    private const int MaximumLength = 300;

    internal static void Say(HttpContext http, string sentence) => http.Response.Cookies.Append(
        Cookie,
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(sentence.Length > MaximumLength ? sentence[..MaximumLength] : sentence)),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromMinutes(1) });

    internal static string? Take(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } kept || http.Response.HasStarted) return null;
        http.Response.Cookies.Delete(Cookie);
        return Base64Url.IsValid(kept) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(kept)) : null;
    }
}
