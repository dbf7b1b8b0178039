using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Lectern.Web.Access;

/// <summary>Where a request comes from; behind a proxy the host has put the visitor's own address here.</summary>
public static class WhereFrom
{
    private const string ThisMachine = "local";

    extension(HttpContext http)
    {
        /// <summary>The address, for the audit log.</summary>
        public string AddressOfVisitor => Plain(http)?.ToString() ?? ThisMachine;

        /// <summary>What limits are counted for: the address, or of IPv6 the /64, because a household has a whole one (RFC 6177) and could change its address at every try.</summary>
        public string NetworkOfVisitor
        {
            get
            {
                if (Plain(http) is not { } address) return ThisMachine;
                if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
                var bytes = address.GetAddressBytes();
                Array.Clear(bytes, 8, 8);
                return $"{new IPAddress(bytes)}/64";
            }
        }
    }

    private static IPAddress? Plain(HttpContext http) => http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : http.Connection.RemoteIpAddress;
}
