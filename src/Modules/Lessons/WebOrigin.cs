using System.Text.RegularExpressions;

namespace Lectern.Lessons;

/// <summary>The origin of an address that people enter (RFC 6454, section 4), safe to stand in a header.</summary>
internal static partial class WebOrigin
{
    /// <summary>
    /// Scheme, host in ASCII and port, without the scheme's own port; null when the host isn't a plain name or an IPv4 address. Names in other scripts
    /// are written as in the DNS (RFC 5891); signs that only become ASCII then, such as a full-width semicolon, make no name.
    /// </summary>
    internal static string? Of(Uri address)
    {
        string host;
        try
        {
            host = address.IdnHost.ToLowerInvariant();
        }
        catch (UriFormatException)   // of some hosts it can't be told, though the address could be read
        {
            return null;
        }

        if (!Plain().IsMatch(host) || Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4)) return null;
        return address.IsDefaultPort ? $"{address.Scheme}://{host}" : $"{address.Scheme}://{host}:{address.Port}";
    }

    [GeneratedRegex(@"^[a-z0-9.-]+\z")]
    private static partial Regex Plain();
}
