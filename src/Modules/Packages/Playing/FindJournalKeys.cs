using System.Text.Json;
using Lectern.Files;
using Lectern.People;
using Lectern.Web.Journals;
using Microsoft.AspNetCore.Http.Features;

namespace Lectern.Packages.Playing;

/// <summary>A player found sealed reports of earlier pages, and asks for their keys: it gets those of its own person, and null for each of the others.</summary>
internal static class FindJournalKeys
{
    private const int MostBytes = 256 * 1024;

    internal static async Task<Results<JsonHttpResult<string?[]>, BadRequest>> Handle(ContentCapability capability, PackageJournal keys, HttpContext http, CancellationToken cancel)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MostBytes;
        try
        {
            var tickets = await JsonSerializer.DeserializeAsync<string?[]>(http.Request.Body, JsonSerializerOptions.Web, cancel);
            if (tickets is not { Length: <= JournalKeys.MostTickets }) return TypedResults.BadRequest();
            var personId = Id<Person>.Parse(capability.Payload, null);
            http.Response.Headers.CacheControl = "no-store";
            return TypedResults.Json<string?[]>(keys.Find(tickets, personId));
        }
        catch (JsonException)
        {
            return TypedResults.BadRequest();
        }
    }
}
