using System.Security.Claims;
using Lectern.People.SigningIn;
using Microsoft.AspNetCore.Authentication;

namespace Lectern.Tests.People;

public sealed class Opened_tickets
{
    private static readonly DateTimeOffset End = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_cookie_is_opened_once_and_says_the_same_to_each()
    {
        var sealing = new Sealing();
        using var tickets = new OpenedTickets(sealing);

        var first = tickets.Unprotect("ada", null)!;
        first.Properties.ExpiresUtc = null;   // what somebody does with theirs
        var second = tickets.Unprotect("ada")!;

        Assert.Equal(1, sealing.Opened);
        Assert.Equal(("ada", End), (second.Principal.Identity!.Name, second.Properties.ExpiresUtc));
    }

    [Fact]
    public void Another_cookie_and_another_purpose_are_another_ticket()
    {
        var sealing = new Sealing();
        using var tickets = new OpenedTickets(sealing);

        Assert.Equal("ada", tickets.Unprotect("ada")!.Principal.Identity!.Name);
        Assert.Equal("bob", tickets.Unprotect("bob")!.Principal.Identity!.Name);
        Assert.Null(tickets.Unprotect("ada", "for something else"));
        Assert.Equal(3, sealing.Opened);
    }

    [Fact]
    public void What_is_not_one_of_ours_stays_so()
    {
        var sealing = new Sealing();
        using var tickets = new OpenedTickets(sealing);

        Assert.Null(tickets.Unprotect(null));
        Assert.Null(tickets.Unprotect(Sealing.Forged));
        Assert.Null(tickets.Unprotect(Sealing.Forged));
    }

    private sealed class Sealing : ISecureDataFormat<AuthenticationTicket>
    {
        internal const string Forged = "forged";

        internal int Opened { get; private set; }

        public string Protect(AuthenticationTicket data) => throw new NotSupportedException();
        public string Protect(AuthenticationTicket data, string? purpose) => throw new NotSupportedException();
        public AuthenticationTicket? Unprotect(string? protectedText) => Unprotect(protectedText, null);

        public AuthenticationTicket? Unprotect(string? protectedText, string? purpose)
        {
            Opened++;
            return protectedText == Forged || purpose is not null ? null
                : new(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, protectedText!)], "test")), new AuthenticationProperties { ExpiresUtc = End }, "test");
        }
    }
}
