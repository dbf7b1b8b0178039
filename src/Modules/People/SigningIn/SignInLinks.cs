using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lectern.People.SigningIn;

/// <summary>
/// Makes the links that stand in mails about accounts. A link is sealed for one person and one purpose, ends after a while, and
/// after use: it holds the security stamp, which a new password changes.
/// </summary>
public sealed class SignInLinks(UserManager<Person> users, SiteAddress site)
{
    internal const string Invitation = "Invitation";

    /// <summary>How long an invitation can be accepted, and how long the other links work.</summary>
    public static readonly TimeSpan InvitationLasts = TimeSpan.FromDays(14), OthersLast = TimeSpan.FromHours(24);

    public async Task<string> ToConfirm(Person person) => Address("/confirm-email", person, await users.GenerateEmailConfirmationTokenAsync(person));

    public async Task<string> ToResetPassword(Person person) => Address("/set-password", person, await users.GeneratePasswordResetTokenAsync(person));

    public async Task<string> ToAcceptInvitation(Person person) => Address("/set-password", person, await users.GenerateUserTokenAsync(person, Invitation, Invitation));

    internal Task<bool> Confirms(Person person, string token) =>
        users.VerifyUserTokenAsync(person, users.Options.Tokens.EmailConfirmationTokenProvider, UserManager<Person>.ConfirmEmailTokenPurpose, token);

    internal async Task<bool> SetsPassword(Person person, string token) =>
        await users.VerifyUserTokenAsync(person, users.Options.Tokens.PasswordResetTokenProvider, UserManager<Person>.ResetPasswordTokenPurpose, token)
        || await users.VerifyUserTokenAsync(person, Invitation, Invitation, token);

    private string Address(string path, Person person, string token) => site.Of($"{path}?person={person.Id}&token={Uri.EscapeDataString(token)}");
}

internal sealed class InvitationTokenOptions : DataProtectionTokenProviderOptions
{
    public InvitationTokenOptions()
    {
        Name = SignInLinks.Invitation;
        TokenLifespan = SignInLinks.InvitationLasts;
    }
}

internal sealed class InvitationTokens(IDataProtectionProvider protection, IOptions<InvitationTokenOptions> options, ILogger<DataProtectorTokenProvider<Person>> log)
    : DataProtectorTokenProvider<Person>(protection, options, log);
