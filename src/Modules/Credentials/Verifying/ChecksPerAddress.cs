using Lectern.Web.Access;
using Microsoft.Extensions.Configuration;

namespace Lectern.Credentials.Verifying;

/// <summary>
/// How often certificates may be asked for from one address: plenty for an employer with a pile of them, far too seldom to
/// try codes (140 random bits) or to draw PDFs without end.
/// </summary>
internal sealed class ChecksPerAddress(IConfiguration configuration) : IDisposable
{
    private readonly Allowance _checks = new(configuration.GetValue("Credentials:ChecksPerAddressAndMinute", 120), TimeSpan.FromMinutes(1));

    internal bool Allows(HttpContext http) => _checks.Takes(http.NetworkOfVisitor);

    public void Dispose() => _checks.Dispose();
}

internal static class CheckLimit
{
    /// <summary>Answers 429 to an address that asks too often.</summary>
    internal static RouteHandlerBuilder LimitedPerAddress(this RouteHandlerBuilder route) => route.AddEndpointFilter((context, next) =>
    {
        var http = context.HttpContext;
        if (http.RequestServices.GetRequiredService<ChecksPerAddress>().Allows(http)) return next(context);
        http.Response.Headers.RetryAfter = "60";
        return ValueTask.FromResult<object?>(Results.StatusCode(StatusCodes.Status429TooManyRequests));
    });
}
