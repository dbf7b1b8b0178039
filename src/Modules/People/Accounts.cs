using System.Net.Mail;
using Lectern.People.SigningIn;
using Microsoft.AspNetCore.Identity;

namespace Lectern.People;

/// <summary>
/// Who is to have an account. Without a password they choose one by the link in an invitation. <paramref name="IsConfirmed"/>:
/// somebody answers for the address, so that the person can sign in at once.
/// </summary>
public sealed record NewPerson(string Name, string Email, string? Password = null, bool IsConfirmed = true, string Language = "en", string TimeZone = "UTC");

/// <summary>Adds people and sets passwords by the rules of accounts. The caller saves.</summary>
public sealed class Accounts(UserManager<Person> users, LecternDb db, TimeProvider clock)
{
    /// <summary>Adds the person; refused when the name, the address or the password won't do, or the address has an account.</summary>
    public async Task<Outcome<Person>> Add(NewPerson wanted)
    {
        if (Refuse(wanted) is { } refusal) return refusal;
        var person = new Person(wanted.Name.Trim(), wanted.Email.Trim(), clock.GetUtcNow());
        if (person.Prefer(wanted.Language, wanted.TimeZone) is { } unknown) return unknown;
        if (wanted.IsConfirmed) person.Confirm();
        if (await users.FindByNameAsync(person.UserName!) is not null) return EmailTaken;
        var result = wanted.Password is null ? await users.CreateAsync(person) : await users.CreateAsync(person, wanted.Password);
        if (!result.Succeeded) throw new InvalidOperationException($"Identity refused what passed our own rules: {string.Join(", ", result.Errors.Select(e => e.Code))}");
        return person;
    }

    internal static Refusal EmailTaken { get; } = new("email-taken", "There is an account with this e-mail address already.", "email");

    internal static Refusal? Refuse(NewPerson wanted)
    {
        if (Person.RefuseName(wanted.Name) is { } name) return name;
        if (!IsAddress(wanted.Email.Trim())) return new("email-invalid", "Enter an e-mail address such as name@example.org.", "email");
        return wanted.Password is null ? null : PasswordRules.Refuse(wanted.Password, wanted.Email.Trim(), wanted.Name.Trim());
    }

    /// <summary>
    /// Replaces the password. The new stamp ends every session of this person and every link sent to them; their access tokens
    /// are revoked, because whoever had the old password may have made some.
    /// </summary>
    internal async Task<Refusal?> SetPassword(Person person, string password, CancellationToken cancel)
    {
        if (PasswordRules.Refuse(password, person.Email, person.Name) is { } refusal) return refusal;
        await users.RemovePasswordAsync(person);
        await users.AddPasswordAsync(person, password);
        var now = clock.GetUtcNow();
        foreach (var token in await db.PersonalAccessTokens.Where(t => t.PersonId == person.Id && t.RevokedAt == null && t.ExpiresAt > now).ToListAsync(cancel)) token.Revoke(now);
        return null;
    }

    /// <summary>The account with this address, if there is one.</summary>
    internal Task<Person?> WithEmail(string email) => email.Length is 0 or > 256 ? Task.FromResult<Person?>(null) : users.FindByNameAsync(email);

    /// <summary>About the work of making an account, so that the time an answer takes doesn't tell whether there is one.</summary>
    internal void PretendToAdd(string password) => users.PasswordHasher.HashPassword(null!, password);

    internal Task<Person?> Open(Id<Person> id, CancellationToken cancel) => db.People.SingleOrDefaultAsync(p => p.Id == id && p.ClosedAt == null, cancel);

    /// <summary>Something that mail can be sent to: one address, no display name, a domain.</summary>
    private static bool IsAddress(string text) =>
        text.Length is > 2 and <= 256 && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or ',' or ';' or '"' or '(' or ')')
        && MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Length > 0;
}
