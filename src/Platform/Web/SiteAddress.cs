using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;

namespace Lectern.Web;

/// <summary>
/// The address of this site as people reach it, for links in mail and QR codes: <c>Site:Address</c>, else where this process
/// listens. Never taken from a request: whoever sends one chooses its Host header.
/// </summary>
public sealed class SiteAddress(IConfiguration configuration, IServer server)
{
    /// <summary>Scheme and authority, without a slash at the end.</summary>
    public string Root => configuration["Site:Address"] is { Length: > 0 } configured ? configured.TrimEnd('/') : Listening();

    /// <summary>The whole address of a path on this site.</summary>
    public string Of(string path) => Root + path;

    private string Listening()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost";
        return address.Replace("://[::]", "://localhost", StringComparison.Ordinal).Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
            .Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal).TrimEnd('/');
    }
}
