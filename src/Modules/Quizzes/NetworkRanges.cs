using System.Net;
using System.Net.Sockets;

namespace Lectern.Quizzes;

/// <summary>
/// Addresses and networks from which a quiz may be taken: of IPv4 and IPv6, in the notation of CIDR (RFC 4632, section 3.1;
/// RFC 4291, section 2.3), one a line.
/// </summary>
public sealed class NetworkRanges
{
    public const int Longest = 2000;
    private static readonly char[] Between = ['\n', '\r', ',', ';', ' ', '\t'];
    private readonly IReadOnlyList<IPNetwork> _networks;

    private NetworkRanges(IReadOnlyList<IPNetwork> networks) => _networks = networks;

    /// <summary>An address alone is a network of one. Bits behind the prefix are cut off: who writes 10.1.2.3/8 means the network in which that address lies.</summary>
    public static Outcome<NetworkRanges> Read(string text)
    {
        if (text.Length > Longest) return new Refusal("networks-too-long", "The networks have at most {0} characters.", nameof(QuizSettings.Networks), Longest);
        List<IPNetwork> networks = [];
        foreach (var one in text.Split(Between, StringSplitOptions.RemoveEmptyEntries))
        {
            if (NetworkOf(one) is not { } network) return new Refusal("network-unreadable", "“{0}” is neither an address such as 192.0.2.7 nor a network such as 192.0.2.0/24 or 2001:db8::/32.", nameof(QuizSettings.Networks), one);
            networks.Add(network);
        }

        if (networks.Count == 0) return new Refusal("networks-missing", "Name at least one network.", nameof(QuizSettings.Networks));
        return new NetworkRanges(networks);
    }

    /// <summary>Whether an address lies in one of them. An IPv4 address that came in the clothes of IPv6 (RFC 4291, section 2.5.5.2) is taken for what it is.</summary>
    public bool Contains(IPAddress address)
    {
        var plain = Plain(address);
        return _networks.Any(network => network.Contains(plain));
    }

    /// <summary>In one way of writing, one a line.</summary>
    public override string ToString() => string.Join('\n', _networks.Select(network => network.ToString()));

    private static IPNetwork? NetworkOf(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var written = slash < 0 ? text : text[..slash];
        // "10" and "10.1" are addresses to the parser (of the days of classes): nobody who writes them here means 0.0.0.10.
        if (!IPAddress.TryParse(written, out var address) || (address.AddressFamily == AddressFamily.InterNetwork && written.Count(c => c == '.') != 3) || written.Contains('%', StringComparison.Ordinal)) return null;
        var bits = address.GetAddressBytes().Length * 8;
        var prefix = bits;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out prefix) || prefix > bits)) return null;
        if (address.IsIPv4MappedToIPv6)
        {
            if (prefix < 96) return null;
            (address, prefix) = (address.MapToIPv4(), prefix - 96);
        }

        var bytes = address.GetAddressBytes();
        for (var bit = prefix; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPNetwork(new IPAddress(bytes), prefix);
    }

    // Without the zone of a link-local address, which only this machine knows.
    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());
}
