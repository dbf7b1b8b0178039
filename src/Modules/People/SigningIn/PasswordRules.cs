using Microsoft.AspNetCore.Identity;

namespace Lectern.People.SigningIn;

/// <summary>
/// What a password has to be: long, and not a thing that is guessed first. No rules about digits or capitals, and no forced
/// change: they make people choose worse (NIST SP 800-63B, section 3.1.1.2).
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<Person>
{
    internal const int Shortest = 10, Longest = 200, FewestDifferent = 5;

    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password) =>
        Task.FromResult(Refuse(password ?? "", user.Email, user.Name) is { } refusal
            ? IdentityResult.Failed(new IdentityError { Code = refusal.Code, Description = refusal.Sentence })
            : IdentityResult.Success);

    internal static Refusal? Refuse(string password, string? email, string? name)
    {
        if (password.Length < Shortest) return new("password-too-short", "Choose a password of at least {0} characters. Several words are easy to remember.", "password", Shortest);
        if (password.Length > Longest) return new("password-too-long", "A password has at most {0} characters.", "password", Longest);
        if (password.Distinct().Count() < FewestDifferent) return new("password-too-plain", "This password repeats itself. Choose one that is harder to guess.", "password");
        if (Says(password, email) || Says(password, email?.Split('@')[0]) || Says(password, name))
            return new("password-is-name", "Choose a password that isn't your name or address.", "password");
        return null;
    }

    private static bool Says(string password, string? words) => !string.IsNullOrEmpty(words) && password.Trim().Equals(words, StringComparison.OrdinalIgnoreCase);
}
