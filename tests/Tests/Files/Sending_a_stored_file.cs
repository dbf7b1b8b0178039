using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Lectern.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Lectern.Tests.Files;

public class Sending_a_stored_file
{
    private const string Content = "0123456789";

    [Fact]
    public async Task sends_all_of_it_with_its_name_type_and_a_year_of_caching()
    {
        await using var server = await Start();
        var response = await server.Client().GetAsync(await Address(server));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Content, await response.Content.ReadAsStringAsync());
        Assert.Equal("video/mp4", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(10, response.Content.Headers.ContentLength);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("bytes", response.Headers.AcceptRanges.Single());
        Assert.Contains("immutable", response.Headers.GetValues("Cache-Control").Single(), StringComparison.Ordinal);
        Assert.Null(response.Content.Headers.ContentDisposition);
    }

    [Theory]
    [InlineData("bytes=0-3", 206, "0123", "bytes 0-3/10")]
    [InlineData("bytes=4-", 206, "456789", "bytes 4-9/10")]
    [InlineData("bytes=-2", 206, "89", "bytes 8-9/10")]
    [InlineData("bytes=-20", 206, "0123456789", "bytes 0-9/10")]
    [InlineData("bytes=5-100", 206, "56789", "bytes 5-9/10")]
    [InlineData("bytes=10-", 416, "", "bytes */10")]
    [InlineData("bytes=-0", 416, "", "bytes */10")]
    [InlineData("bytes=0-1,4-5", 200, "0123456789", null)]
    [InlineData("lines=1-2", 200, "0123456789", null)]
    [InlineData("bytes=nonsense", 200, "0123456789", null)]
    public async Task sends_the_part_that_was_asked_for(string range, int status, string content, string? contentRange)
    {
        await using var server = await Start();
        var request = new HttpRequestMessage(HttpMethod.Get, await Address(server));
        request.Headers.TryAddWithoutValidation("Range", range);
        var response = await server.Client().SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(content, await response.Content.ReadAsStringAsync());
        Assert.Equal(contentRange, response.Content.Headers.ContentRange?.ToString());
    }

    [Fact]
    public async Task sends_the_part_only_if_the_file_is_still_the_same()
    {
        await using var server = await Start();
        var address = await Address(server);
        var tag = new EntityTagHeaderValue($"\"{address[(address.LastIndexOf('/') + 1)..]}\"");
        foreach (var (condition, status) in new[] { (tag, 206), (new EntityTagHeaderValue("\"other\""), 200) })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Range = new RangeHeaderValue(0, 1);
            request.Headers.IfRange = new RangeConditionHeaderValue(condition);
            Assert.Equal(status, (int)(await server.Client().SendAsync(request)).StatusCode);
        }

        var known = new HttpRequestMessage(HttpMethod.Get, address);
        known.Headers.IfNoneMatch.Add(tag);
        Assert.Equal(304, (int)(await server.Client().SendAsync(known)).StatusCode);
    }

    [Fact]
    public async Task answers_HEAD_without_a_body()
    {
        await using var server = await Start();
        var response = await server.Client().SendAsync(new HttpRequestMessage(HttpMethod.Head, await Address(server)));
        Assert.Equal(10, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("image/svg+xml")]
    [InlineData("application/xhtml+xml")]
    public async Task never_shows_what_could_act_on_our_origin(string type)
    {
        await using var server = await Start(type);
        var response = await server.Client().GetAsync(await Address(server));
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("sandbox", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_not_found_when_there_is_none()
    {
        await using var server = await Start();
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client().GetAsync("/files/" + new string('a', 64))).StatusCode);
    }

    private static Task<FileServer> Start(string type = "video/mp4") => FileServer.Start(app =>
        app.MapMethods("/files/{hash}", ["GET", "HEAD"], (string hash) => new FileResponse(hash, type)));

    private static async Task<string> Address(FileServer server) =>
        "/files/" + (await server.Store.Write(new MemoryStream(Encoding.UTF8.GetBytes(Content)), 100, default)).Hash;
}
