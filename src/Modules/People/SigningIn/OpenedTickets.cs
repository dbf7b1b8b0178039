using Microsoft.AspNetCore.Authentication;

namespace Lectern.People.SigningIn;

/// <summary>
/// Opening the cookie of a session, which is sealed, takes as long as a statement, and each page brings the same. So what was in
/// it is kept for a while beside it. Whether it still counts is asked anew each time: its end, here, and the person's security stamp, in the database.
/// </summary>
internal sealed class OpenedTickets(ISecureDataFormat<AuthenticationTicket> sealing) : ISecureDataFormat<AuthenticationTicket>, IDisposable
{
    /// <summary>Bytes of memory for all that are kept: two thousand sessions or so.</summary>
    private const long MostBytes = 4 << 20;
    private readonly KeptContents<(string Cookie, string? Purpose), AuthenticationTicket> _kept = new(MostBytes);

    public string Protect(AuthenticationTicket data) => sealing.Protect(data);
    public string Protect(AuthenticationTicket data, string? purpose) => sealing.Protect(data, purpose);
    public AuthenticationTicket? Unprotect(string? protectedText) => Unprotect(protectedText, null);

    /// <summary>What is in the cookie, for the caller alone; null when it isn't one of ours.</summary>
    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose)
    {
        if (protectedText is null) return null;
        var kept = _kept.Of((protectedText, purpose), protectedText.Length * 2, key => sealing.Unprotect(key.Cookie, key.Purpose));
        return kept is null ? null : new AuthenticationTicket(kept.Principal, kept.Properties.Clone(), kept.AuthenticationScheme);
    }

    public void Dispose() => _kept.Dispose();
}
