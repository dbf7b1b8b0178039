using System.Text.Json;
using Lectern.Files;
using Lectern.People;
using Microsoft.AspNetCore.Http.Features;

namespace Lectern.Packages.Playing;

/// <summary>A player found sealed reports of earlier pages, and asks for their keys: it gets those of its own person, and null for each of the others.</summary>
internal static class FindJournalKeys
{
    private const int MostBytes = 256 * 1024;
    private const int Most = 200;

    internal static async Task<Results<JsonHttpResult<string?[]>, BadRequest>> Handle(ContentCapability capability, JournalKeys keys, HttpContext http, CancellationToken cancel)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MostBytes;
        try
        {
            var tickets = await JsonSerializer.DeserializeAsync<string?[]>(http.Request.Body, JsonSerializerOptions.Web, cancel);
            if (tickets is not { Length: <= Most }) return TypedResults.BadRequest();
            var personId = Id<Person>.Parse(capability.Payload, null);
            http.Response.Headers.CacheControl = "no-store";
            return TypedResults.Json<string?[]>([.. tickets.Select(ticket => ticket is null ? null : keys.Find(ticket, personId))]);
        }
        catch (JsonException)
        {
            return TypedResults.BadRequest();
        }
    }
}
