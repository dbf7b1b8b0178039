using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Configuration;

namespace Lectern.Credentials.Verifying;

/// <summary>
/// How often certificates may be asked for from one address: plenty for an employer with a pile of them, far too seldom to
/// try codes (140 random bits) or to draw PDFs without end. Each node counts for itself.
/// </summary>
internal sealed class ChecksPerAddress(IConfiguration configuration) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetSlidingWindowLimiter(address, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = configuration.GetValue("Credentials:ChecksPerAddressAndMinute", 120),
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
        }));

    internal bool Allows(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(Network(address ?? IPAddress.Loopback));
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    // A household has a whole /64 of IPv6 (RFC 6177): its addresses count as one.
    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes);
    }
}

internal static class CheckLimit
{
    /// <summary>Answers 429 to an address that asks too often.</summary>
    internal static RouteHandlerBuilder LimitedPerAddress(this RouteHandlerBuilder route) => route.AddEndpointFilter((context, next) =>
    {
        var http = context.HttpContext;
        if (http.RequestServices.GetRequiredService<ChecksPerAddress>().Allows(http.Connection.RemoteIpAddress)) return next(context);
        http.Response.Headers.RetryAfter = "60";
        return ValueTask.FromResult<object?>(Results.StatusCode(StatusCodes.Status429TooManyRequests));
    });
}
