using System.Buffers.Text;
using System.Text;
using Lectern.Web.Design.Shells;
using Microsoft.AspNetCore.Http;

namespace Lectern.Web;

/// <summary>A word about what was just done, shown once on the next page. It travels in a cookie and is only ever shown as text.</summary>
internal static class Flash
{
    private const string Cookie = "lectern.flash";
    private const int MaximumLength = 300;
    private const string Done = "+";
    private const string Refused = "-";

    internal static void Say(HttpContext http, Said said) => http.Response.Cookies.Append(
        Cookie,
        (said.IsRefusal ? Refused : Done) + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(said.Text.Length > MaximumLength ? said.Text[..MaximumLength] : said.Text)),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromMinutes(1) });

    internal static Said? Take(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } kept || http.Response.HasStarted) return null;
        http.Response.Cookies.Delete(Cookie);
        var letters = kept.AsSpan(1);
        return Base64Url.IsValid(letters) ? new(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(letters)), kept.StartsWith(Refused, StringComparison.Ordinal)) : null;
    }
}
