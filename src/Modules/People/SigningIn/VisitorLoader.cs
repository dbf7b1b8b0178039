using System.Globalization;
using System.Security.Claims;
using Lectern.People.Branding;
using Lectern.Web.Access;
using Lectern.Web.Api;
using Microsoft.AspNetCore.Http.Headers;

namespace Lectern.People.SigningIn;

/// <summary>
/// Finds out who sent a request: by the session cookie on pages, by a personal access token under /api (there a cookie never
/// counts, so that no other site can make a browser write). One statement loads everything, and checks that the account is
/// open and the security stamp still the one of the cookie: a changed password or a closed account ends every session at once.
/// </summary>
public static class VisitorLoader
{
    internal const string LanguageCookie = "lectern.language";
    internal const string TokenHash = "token";   // the claim that says by which token a program came

    public static IApplicationBuilder UseVisitor(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))   // answers also when the database doesn't
        {
            await next(http);
            return;
        }

        await http.RequestServices.GetRequiredService<InstitutionBrand>().Refresh(http.RequestAborted);
        var visitor = (http.Request.IsForPrograms ? await ByToken(http) : await ByCookie(http)) ?? Anonymous(http);
        http.Visitor = visitor;
        var actor = http.RequestServices.GetRequiredService<Actor>();
        (actor.Id, actor.From) = (visitor.PersonId, http.AddressOfVisitor);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = visitor.Culture;
        await next(http);
    });

    private static async Task<Visitor?> ByCookie(HttpContext http)
    {
        if (await Session.Read(http) is not { } session) return null;
        var db = http.RequestServices.GetRequiredService<LecternDb>();
        var visitor = await Load(http, http.RequestServices.GetRequiredService<VisitorQueries>().BySession.Of(db, session.Person, session.Stamp));
        if (visitor is not null) http.User = session.Principal;   // antiforgery tokens are bound to it
        return visitor;
    }

    private static async Task<Visitor?> ByToken(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer " + PersonalAccessToken.Prefix, StringComparison.OrdinalIgnoreCase) || header.Length > 200) return null;
        var db = http.RequestServices.GetRequiredService<LecternDb>();
        var hash = PersonalAccessToken.HashOf(header["Bearer ".Length..]);
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var visitor = await Load(http, http.RequestServices.GetRequiredService<VisitorQueries>().ByToken.Of(db, hash, now));
        if (visitor is null) return null;
        http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", visitor.PersonId.ToString()!), new Claim(TokenHash, hash)], "Token"));
        var hourAgo = now.AddHours(-1);   // when it was used is shown to the hour, so that reading writes seldom
        await db.PersonalAccessTokens.Where(t => t.Hash == hash && (t.LastUsedAt == null || t.LastUsedAt < hourAgo)).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsedAt, now), http.RequestAborted);
        return visitor;
    }

    private static async Task<Visitor?> Load(HttpContext http, IAsyncEnumerable<VisitorRow> found)
    {
        var rows = await found.ToListAsync(http.RequestAborted);
        if (rows.Count == 0) return null;
        var person = rows[0];
        return new Visitor
        {
            PersonId = person.Id.Value,
            Name = person.Name,
            Unread = person.Unread,
            Grants = [.. rows.Where(row => row.Path is not null).Select(row => new Grant(row.Role!.Value, row.ScopeId!.Value.Value, row.Path!))],
            Culture = Cultures.Of(person.Language),
            Zone = TimeZoneInfo.TryFindSystemTimeZoneById(person.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc,
        };
    }

    private static Visitor Anonymous(HttpContext http)
    {
        var chosen = http.Request.Cookies[LanguageCookie];
        if (chosen is null || !Texts.Languages.Contains(chosen)) chosen = Cultures.Best(new RequestHeaders(http.Request.Headers).AcceptLanguage);
        return Visitor.Nobody with { Culture = Cultures.Of(chosen ?? "en") };
    }
}
