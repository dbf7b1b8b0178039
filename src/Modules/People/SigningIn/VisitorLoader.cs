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
        var visitor = await Load(http, db, db.People.Where(p => p.Id == session.Person && p.SecurityStamp == session.Stamp));
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
        var tokens = db.PersonalAccessTokens;
        var visitor = await Load(http, db, db.People.Where(p => tokens.Any(t => t.PersonId == p.Id && t.Hash == hash && t.RevokedAt == null && t.ExpiresAt > now)));
        if (visitor is null) return null;
        http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", visitor.PersonId.ToString()!), new Claim(TokenHash, hash)], "Token"));
        var hourAgo = now.AddHours(-1);   // when it was used is shown to the hour, so that reading writes seldom
        await tokens.Where(t => t.Hash == hash && (t.LastUsedAt == null || t.LastUsedAt < hourAgo)).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsedAt, now), http.RequestAborted);
        return visitor;
    }

    /// <summary>
    /// One row for each grant. Joined one by one and flat: a list inside the row becomes a join with a subquery, for which
    /// SQLite reads every grant of the whole institution at every request.
    /// </summary>
    private static async Task<Visitor?> Load(HttpContext http, LecternDb db, IQueryable<Person> people)
    {
        var (assignments, scopes) = (db.RoleAssignments, db.Scopes);
        var unread = http.RequestServices.GetRequiredService<IUnread>().Owners(db);
        var rows = await (
            from person in people.AsNoTracking()
            where person.ClosedAt == null
            join assignment in assignments on person.Id equals assignment.PersonId into given
            from grant in given.DefaultIfEmpty()
            join scope in scopes on grant!.ScopeId equals scope.Id into places
            from place in places.DefaultIfEmpty()
            select new
            {
                person.Id,
                person.Name,
                person.Language,
                person.TimeZone,
                Unread = unread.Count(owner => owner == person.Id),
                Role = (Role?)grant!.Role,
                ScopeId = (Id<Scope>?)grant.ScopeId,
                Path = (string?)place!.Path,
            }).ToListAsync(http.RequestAborted);
        if (rows.Count == 0) return null;
        var found = rows[0];
        return new Visitor
        {
            PersonId = found.Id.Value,
            Name = found.Name,
            Unread = found.Unread,
            Grants = [.. rows.Where(row => row.Path is not null).Select(row => new Grant(row.Role!.Value, row.ScopeId!.Value.Value, row.Path!))],
            Culture = Cultures.Of(found.Language),
            Zone = TimeZoneInfo.TryFindSystemTimeZoneById(found.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc,
        };
    }

    private static Visitor Anonymous(HttpContext http)
    {
        var chosen = http.Request.Cookies[LanguageCookie];
        if (chosen is null || !Texts.Languages.Contains(chosen)) chosen = Cultures.Best(new RequestHeaders(http.Request.Headers).AcceptLanguage);
        return Visitor.Nobody with { Culture = Cultures.Of(chosen ?? "en") };
    }
}
