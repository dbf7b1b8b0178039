using System.Threading.RateLimiting;
using Lectern.Web.Access;
using Lectern.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Lectern.Web.Serving;

/// <summary>Marks a route that takes seconds for other reasons than the database: others don't wait for it.</summary>
public sealed record TakesLong(string Why);

/// <summary>
/// When a whole class starts or hands in within the same second, so many of them are worked on at once; the others wait in the
/// order in which they came, with no more than what they sent. A unit of work for each of a thousand who wait takes a gigabyte
/// and makes nobody quicker.
/// </summary>
public static class ChangesInTurn
{
    /// <summary>What is longer is an upload: it comes slowly, is written as it comes, and doesn't wait.</summary>
    private const int LongestBody = 128 * 1024;

    /// <summary>So many at once, in each node.</summary>
    internal static int AtOnce { get; } = Math.Max(32, 8 * Environment.ProcessorCount);

    /// <summary>Call after routing, and before anything asks the database.</summary>
    public static IApplicationBuilder UseChangesInTurn(this IApplicationBuilder app)
    {
        // Not disposed of: whoever is still working when the program ends shall end its turn.
        var turns = new ConcurrencyLimiter(new() { PermitLimit = AtOnce, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
        return app.Use(async (http, next) =>
        {
            if (!await HasArrived(http))
            {
                await next(http);
                return;
            }

            using var turn = await turns.AcquireAsync(cancellationToken: http.RequestAborted);
            await next(http);
        });
    }

    /// <summary>Whether it is a small change and all of it is here: nobody keeps others waiting by sending slowly.</summary>
    private static async Task<bool> HasArrived(HttpContext http)
    {
        if (http.Request.ContentLength is not (> 0 and <= LongestBody) || http.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<TakesLong>() is not null) return false;
        try
        {
            if (http.Request.HasFormContentType && !http.Request.IsForPrograms && endpoint.Metadata.GetMetadata<ChecksForgeryItself>() is null) await PostedForm.Read(http);
            else if (IsText(http.Request)) await Buffer(http);
            else return false;
        }
        catch (BadHttpRequestException)
        {
            return false;   // whoever reads it meets the same, and says so, once it is known who sent it and whether they may
        }

        return true;
    }

    /// <summary>JSON, and the report of a package, which calls itself text.</summary>
    private static bool IsText(HttpRequest request) => request.HasJsonContentType() || request.ContentType?.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase) == true;

    private static async Task Buffer(HttpContext http)
    {
        http.Request.EnableBuffering(LongestBody, LongestBody);
        await http.Request.Body.DrainAsync(http.RequestAborted);
        http.Request.Body.Position = 0;
    }
}
