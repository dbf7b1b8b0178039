namespace Lectern.People.Preferences;

/// <summary>Anyone chooses light or dark; a cookie remembers it on this device.</summary>
internal static class ChooseTheme
{
    internal const string Cookie = "lectern.theme";

    internal static IResult Handle(PostedForm form, HttpContext http)
    {
        if (form["theme"] is "lectern" or "lectern-dark") Remember(http, Cookie, form["theme"]);
        else http.Response.Cookies.Delete(Cookie);   // as the system has it
        return Page.SeeOther(LocalAddress.OrHome(form["returnTo"]));
    }

    /// <summary>A choice of this device. It says nothing about anyone.</summary>
    internal static void Remember(HttpContext http, string cookie, string value) =>
        http.Response.Cookies.Append(cookie, value, new CookieOptions { SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), HttpOnly = true });
}
