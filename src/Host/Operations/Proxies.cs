using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Lectern.Host.Operations;

/// <summary>
/// Reverse proxies before this program: <c>Proxies</c> names their addresses or networks, separated by commas. Only what they
/// say (X-Forwarded-For, X-Forwarded-Proto) is believed about who asks and whether by https. Nobody is believed unless named
/// here, not even this machine itself: any visitor can send such headers, and a program that is reached directly would
/// otherwise take every limit and every line of the audit log from them. The host name is taken from the Host header only.
/// </summary>
internal static class Proxies
{
    private const string Setting = "Proxies";

    /// <summary>Call before anything else that looks at requests from the front, such as the content origin.</summary>
    internal static IServiceCollection AddProxies(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[Setting] is not { Length: > 0 } named) return services;
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.ForwardLimit = null;   // back through all that are named, and no further
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in Read(named)) options.KnownIPNetworks.Add(network);
        });
        return services.AddSingleton<IStartupFilter, AtTheFront>();
    }

    /// <exception cref="InvalidOperationException">Something in it is neither an address nor a network.</exception>
    internal static IReadOnlyList<IPNetwork> Read(string named) =>
        [.. named.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(one =>
            IPAddress.TryParse(one, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : IPNetwork.TryParse(one, out var network) ? network
            : throw new InvalidOperationException($"{Setting} holds \"{one}\", which is neither an address such as 10.0.0.5 nor a network such as 10.0.0.0/8."))];

    private sealed class AtTheFront : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseForwardedHeaders();
            next(app);
        };
    }
}
