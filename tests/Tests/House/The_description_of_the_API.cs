using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Web.Access;

namespace Lectern.Tests.House;

public sealed class The_description_of_the_API(Apps apps)
{
    [Fact]
    public async Task holds_what_programs_may_ask_and_nothing_else()
    {
        var app = await apps.On(Database.Sqlite);
        using var program = new HttpClient { BaseAddress = app.Address };
        var description = await program.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var described = description.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToHashSet();
        Repository.None(described.Where(path => !path.StartsWith("/api/", StringComparison.Ordinal)));
        Repository.None(Every_route.All(app)
            .Where(route => Every_route.Address(route).StartsWith("/api/v1/", StringComparison.Ordinal) && !Every_route.Address(route).StartsWith("/api/v1/uploads", StringComparison.Ordinal))
            .Where(route => !described.Any(path => string.Equals(Plain(path), Plain(Every_route.Address(route)), StringComparison.OrdinalIgnoreCase)))
            .Select(Every_route.Address));
        var scheme = description.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer");
        Assert.Equal("bearer", scheme.GetProperty("scheme").GetString());
        Assert.True(description.GetProperty("security")[0].TryGetProperty("bearer", out _));
    }

    // What has a name of its own and is a number is an enum: programs read its words.
    [Fact]
    public async Task names_what_can_be_chosen_in_words()
    {
        using var program = new HttpClient { BaseAddress = (await apps.On(Database.Sqlite)).Address };
        var schemas = (await program.GetFromJsonAsync<JsonElement>("/openapi/v1.json")).GetProperty("components").GetProperty("schemas").EnumerateObject().ToList();
        Assert.Contains(schemas, schema => schema.Value.TryGetProperty("enum", out _));
        Repository.None(schemas.Where(schema => schema.Value.TryGetProperty("type", out var type) && type is { ValueKind: JsonValueKind.String } && type.GetString() == "integer").Select(schema => schema.Name));
    }

    // {id:guid} of a route is {id} in the description.
    private static string Plain(string address) => string.Join('/', address.TrimEnd('/').Split('/').Select(part => part.StartsWith('{') ? "{}" : part));
}
