using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Lectern.Packages.Playing;

/// <summary>The wire form of what a player in the browser reports (reporter.ts): named values, numbered. A page that is being closed sends its last report in batches.</summary>
internal sealed record PlayerReport(int Sequence, bool Final, bool Left, Dictionary<string, string?>? Values, int Batch = 0, int Batches = 1)
{
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>The values that say something.</summary>
    internal IReadOnlyDictionary<string, string> Kept => (Values ?? []).Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!);

    internal Batch Place => new(Batch, Batches);

    /// <summary>Reads it; null when it is none. navigator.sendBeacon sends it as text, so the content type says nothing.</summary>
    internal static async Task<PlayerReport?> Read(HttpContext http, CancellationToken cancel)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MostBytes;
        try
        {
            return await JsonSerializer.DeserializeAsync<PlayerReport>(http.Request.Body, JsonSerializerOptions.Web, cancel) is { Sequence: > 0 } report && report.Place.CanHold(report.Kept) ? report : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
