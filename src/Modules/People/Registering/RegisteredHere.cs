using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Lectern.People.Registering;

/// <summary>
/// A cookie that says: the password which the account has now was entered in this browser. Anyone can register somebody else's
/// address and wait for its owner to open the link; so the link alone doesn't make that password good. Only the browser that
/// entered it may confirm it; anyone else who comes by the link chooses name and password themselves.
/// </summary>
internal sealed class RegisteredHere(IDataProtectionProvider protection)
{
    private const string Cookie = "lectern.registering";

    private readonly IDataProtector _seal = protection.CreateProtector("Lectern.Registering");

    /// <summary>Set for every address alike (<paramref name="person"/> is null when there was nothing to register): the cookie must not tell which have an account.</summary>
    public void Remember(HttpContext http, Person? person) => http.Response.Cookies.Append(
        Cookie,
        _seal.Protect(person is null ? $"{Id<Person>.New()}|{RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 32)}" : Of(person)),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = SigningIn.SignInLinks.OthersLast });

    /// <summary>Whether this person's present password was entered in this browser. The security stamp changes with the password.</summary>
    public bool Is(HttpContext http, Person person)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 and < 1000 } kept) return false;
        try
        {
            return _seal.Unprotect(kept) == Of(person);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public static void Forget(HttpContext http) => http.Response.Cookies.Delete(Cookie);

    private static string Of(Person person) => $"{person.Id}|{person.SecurityStamp}";
}
