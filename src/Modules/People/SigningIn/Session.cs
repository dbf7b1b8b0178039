using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Lectern.People.SigningIn;

/// <summary>The cookie that says who is signed in: the person's id and the security stamp of that moment, and nothing personal.</summary>
internal static class Session
{
    public const string Scheme = "Lectern";
    private const string Person = "sub";
    private const string Stamp = "stamp";

    /// <summary>How long a session lasts without being used: while the browser is open, or on a device where the person asked to stay.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromHours(12), Long = TimeSpan.FromDays(30);

    public static Task Begin(HttpContext http, Person person, bool remember, TimeProvider clock)
    {
        var identity = new ClaimsIdentity([new(Person, person.Id.ToString()), new(Stamp, person.SecurityStamp!)], Scheme, Person, null);
        return http.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties
        {
            IsPersistent = remember,
            IssuedUtc = clock.GetUtcNow(),
            ExpiresUtc = clock.GetUtcNow() + (remember ? Long : Short),
            AllowRefresh = true,
        });
    }

    public static Task End(HttpContext http) => http.SignOutAsync(Scheme);

    /// <summary>Who the cookie speaks of and with which stamp; null without a valid cookie.</summary>
    public static async Task<(Id<Person> Person, string Stamp, ClaimsPrincipal Principal)?> Read(HttpContext http) =>
        (await http.AuthenticateAsync(Scheme)) is { Succeeded: true, Principal: { } principal }
            && Id<Person>.TryParse(principal.FindFirstValue(Person), null, out var id) && principal.FindFirstValue(Stamp) is { } stamp
            ? (id, stamp, principal) : null;
}
