namespace Lectern.People.Account;

/// <summary>A person makes a token for a program that acts for them, and takes it back.</summary>
internal static class ManageTokens
{
    internal static async Task<IResult> HandleCreate(PostedForm form, Me me, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var created = PersonalAccessToken.Create(me.Id, form["tokenName"], form.Value<int>("days") ?? 0, clock.GetUtcNow());
        if (created.Refusal is { } refusal)
            return Page.Refused<AccountPage>(ShowAccount.Title, await ShowAccount.Load(me, db, clock, cancel) with { Errors = texts.Of(refusal with { Field = refusal.Field == "Name" ? "tokenName" : "days" }) });
        db.Add(created.Value.Token);
        await db.SaveChangesAsync(cancel);
        // Shown in the answer itself, not after a redirect: the secret must not travel in a cookie or an address, nor be kept.
        return Page.Of<AccountPage>(ShowAccount.Title, await ShowAccount.Load(me, db, clock, cancel) with { Secret = created.Value.Secret }, status: StatusCodes.Status201Created);
    }

    internal static async Task<IResult> HandleRevoke(Id<PersonalAccessToken> id, Me me, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await db.PersonalAccessTokens.SingleOrDefaultAsync(t => t.Id == id && t.PersonId == me.Id, cancel) is not { } token) return TypedResults.NotFound();
        token.Revoke(clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther("/account#tokens", texts["Token revoked: {0}", token.Name]);
    }
}
