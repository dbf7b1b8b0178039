using System.Net;
using Lectern.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Files;

public class The_content_origin
{
    [Fact]
    public async Task answers_only_content_and_only_there()
    {
        await using var server = await Start();
        var address = await server.Client().GetStringAsync("/address");
        Assert.StartsWith("http://localhost:81/content/package/", address, StringComparison.Ordinal);
        Assert.EndsWith("/a%20folder/index.html", address, StringComparison.Ordinal);
        Assert.Equal("launch 7|a folder/index.html|http://localhost|no cookie", await server.Client().GetStringAsync(address));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client().GetAsync(address.Replace(":81", "", StringComparison.Ordinal))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client().GetAsync("http://localhost:81/address")).StatusCode);
    }

    [Fact]
    public async Task knows_no_session_and_begins_none()
    {
        await using var server = await Start();
        var request = new HttpRequestMessage(HttpMethod.Get, await server.Client().GetStringAsync("/address"));
        request.Headers.Add("Cookie", "session=ada");
        var response = await server.Client().SendAsync(request);
        Assert.EndsWith("|no cookie", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.EndsWith("frame-ancestors 'self' http://localhost", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.True(response.Headers.Contains("Cross-Origin-Resource-Policy"));
    }

    [Fact]
    public async Task refuses_forged_foreign_and_expired_addresses()
    {
        var clock = new HandClock();
        await using var server = await Start(clock);
        var address = await server.Client().GetStringAsync("/address");
        Assert.Equal(address, await server.Client().GetStringAsync("/address"));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client().GetAsync("http://localhost:81/content/package/forged/index.html")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client().GetAsync(address.Replace("/package/", "/video/", StringComparison.Ordinal))).StatusCode);
        clock.Now += TimeSpan.FromHours(13);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client().GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task can_be_another_host()
    {
        await using var server = await Start(null, ("Content:Origin", "https://content.example.org"));
        var address = await server.Client().GetStringAsync("/address");
        Assert.StartsWith("https://content.example.org/content/package/", address, StringComparison.Ordinal);
        Assert.StartsWith("launch 7", await server.Client().GetStringAsync(address), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client().GetAsync("https://content.example.org/address")).StatusCode);
    }

    [Fact]
    public async Task is_a_second_port_of_a_real_server()
    {
        await using var server = await FileServer.Start(Map, onSocket: true);
        using var client = new HttpClient { BaseAddress = new Uri(server.Addresses[0]) };
        var address = await client.GetStringAsync("/address");
        Assert.StartsWith(server.Addresses[1] + "/content/", address, StringComparison.Ordinal);
        Assert.StartsWith("launch 7", await client.GetStringAsync(address), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(server.Addresses[1] + "/address")).StatusCode);
    }

    private static Task<FileServer> Start(TimeProvider? clock = null, params (string, string)[] settings) => FileServer.Start(Map, clock: clock, settings: settings);

    private static void Map(WebApplication app)
    {
        app.MapGet("/address", (ContentAddress address) => address.For("package", "launch 7", "a folder/index.html"));
        app.MapContent("package", (ContentCapability capability, string path, HttpContext http) =>
        {
            http.Response.Cookies.Append("session", "new");
            return $"{capability.Payload}|{path}|{(capability.MainOrigin.StartsWith("http://127", StringComparison.Ordinal) ? "" : capability.MainOrigin)}|{(http.Request.Cookies.Count == 0 ? "no cookie" : "a cookie")}";
        });
    }
}
