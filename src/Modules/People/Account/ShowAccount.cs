namespace Lectern.People.Account;

/// <summary>A person's own account: name, language, time zone, password, and tokens for programs.</summary>
public static class ShowAccount
{
    public sealed record TokenLine(Id<PersonalAccessToken> Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, bool HasEnded);

    /// <param name="Secret">A token just made; shown this once.</param>
    public sealed record Model(string Name, string Email, string Language, string TimeZone, IReadOnlyList<TokenLine> Tokens, Visitor Visitor, string? Secret = null, IReadOnlyDictionary<string, string>? Errors = null);

    internal const string Title = "Your account";

    internal static async Task<IResult> Handle(Me me, LecternDb db, TimeProvider clock, CancellationToken cancel) =>
        Page.Of<AccountPage>(Title, await Load(me, db, clock, cancel));

    internal static async Task<Model> Load(Me me, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var person = await db.People.AsNoTracking().Where(p => p.Id == me.Id).Select(p => new { p.Name, p.Email, p.Language, p.TimeZone }).SingleAsync(cancel);
        var tokens = await db.PersonalAccessTokens.AsNoTracking().Where(t => t.PersonId == me.Id && t.RevokedAt == null).OrderByDescending(t => t.CreatedAt).Take(100)
            .Select(t => new TokenLine(t.Id, t.Name, t.CreatedAt, t.ExpiresAt, t.LastUsedAt, t.ExpiresAt <= now)).ToListAsync(cancel);
        return new Model(person.Name, person.Email!, person.Language, person.TimeZone, tokens, me.Visitor);
    }
}
