using System.Net;
using System.Net.Sockets;
using System.Text;
using Lectern.Files;

namespace Lectern.Tests.Files;

public class Uploading_in_pieces
{
    private static readonly byte[] Video = [0, 0, 0, 0x20, .. "ftypisom"u8, .. new byte[50_000]];

    [Fact]
    public async Task goes_on_where_it_stopped_and_ends_in_the_store()
    {
        await using var server = await FileServer.Start();
        var client = server.Client();
        var address = await Begin(client, Video.Length);
        Assert.Equal("20000", (await Patch(client, address, 0, Video[..20_000])).Headers.GetValues("Upload-Offset").Single());
        var state = await client.SendAsync(Tus(HttpMethod.Head, address));
        Assert.Equal("20000", state.Headers.GetValues("Upload-Offset").Single());
        Assert.Equal($"{Video.Length}", state.Headers.GetValues("Upload-Length").Single());
        Assert.Equal(HttpStatusCode.Conflict, (await Patch(client, address, 5, Video[5..])).StatusCode);
        Assert.Null(await server.Uploads.Take("ada", "video", Id(address), default));
        Assert.Equal(HttpStatusCode.NoContent, (await Patch(client, address, 20_000, Video[20_000..])).StatusCode);

        var upload = await server.Uploads.Take("ada", "video", Id(address), default);
        Assert.Equal("video/mp4", upload!.MediaType);
        Assert.Equal("my film.mp4", upload.FileName);
        await using var stored = await server.Store.Open(upload.Stored!.Hash, null, default);
        using var content = new MemoryStream();
        await stored!.CopyToAsync(content);
        Assert.Equal(Video, content.ToArray());
    }

    [Fact]
    public async Task belongs_to_whoever_began_it()
    {
        await using var server = await FileServer.Start();
        var address = await Begin(server.Client(), Video.Length);
        var stranger = server.Client("mallory");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.SendAsync(Tus(HttpMethod.Head, address))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Patch(stranger, address, 0, Video)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.SendAsync(Tus(HttpMethod.Delete, address))).StatusCode);
        await Patch(server.Client(), address, 0, Video);
        Assert.Null(await server.Uploads.Take("mallory", "video", Id(address), default));
        Assert.Null(await server.Uploads.Take("ada", "picture", Id(address), default));
    }

    [Fact]
    public async Task ends_at_once_for_content_of_another_kind()
    {
        await using var server = await FileServer.Start();
        var client = server.Client();
        var address = await Begin(client, 100_000);
        var response = await Patch(client, address, 0, Encoding.UTF8.GetBytes(new string('x', 10_000)));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("This is not a video", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(Tus(HttpMethod.Head, address))).StatusCode);
        Assert.Empty(Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task is_refused_beyond_the_limit_or_the_announced_length()
    {
        await using var server = await FileServer.Start();
        var client = server.Client();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.SendAsync(Creation(5L << 20))).StatusCode);
        var address = await Begin(client, 100);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Patch(client, address, 0, Video)).StatusCode);
    }

    [Fact]
    public async Task needs_the_protocol_header_and_a_person()
    {
        await using var server = await FileServer.Start();
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await server.Client().PostAsync("/uploads", null)).StatusCode);
        var options = await server.Client().SendAsync(new HttpRequestMessage(HttpMethod.Options, "/uploads"));
        Assert.Equal("1.0.0", options.Headers.GetValues("Tus-Version").Single());
        Assert.Contains("termination", options.Headers.GetValues("Tus-Extension").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_for_those_who_may()
    {
        await using var server = await FileServer.Start();
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client("lea").SendAsync(Creation(100))).StatusCode);
        Assert.False(Directory.Exists(Path.Combine(server.Folder, "uploads")));
    }

    [Fact]
    public async Task takes_no_more_of_one_person_than_twice_the_largest_file()
    {
        await using var server = await FileServer.Start();
        var client = server.Client();
        await Begin(client, 4 << 20);
        var second = await Begin(client, 3 << 20);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.SendAsync(Creation(2 << 20))).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await server.Client("bob").SendAsync(Creation(2 << 20))).StatusCode);
        await client.SendAsync(Tus(HttpMethod.Delete, second));
        Assert.Equal(HttpStatusCode.Created, (await client.SendAsync(Creation(2 << 20))).StatusCode);
    }

    [Fact]
    public async Task counts_what_is_in_the_store_although_its_owner_has_ended_it()
    {
        var clock = new HandClock();
        await using var server = await FileServer.Start(clock: clock);
        var client = server.Client();
        var film = new byte[4 << 20];
        Video.CopyTo(film, 0);
        for (var i = 0; i < 2; i++)
        {
            var address = await Begin(client, film.Length);
            Assert.Equal(HttpStatusCode.NoContent, (await Patch(client, address, 0, film)).StatusCode);
            Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync(Tus(HttpMethod.Delete, address))).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(Tus(HttpMethod.Head, address))).StatusCode);
            Assert.Null(await server.Uploads.Take("ada", "video", Id(address), default));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.SendAsync(Creation(100))).StatusCode);
        clock.Now += TimeSpan.FromHours(25);
        await server.Uploads.Sweep(default);
        Assert.Equal(HttpStatusCode.Created, (await client.SendAsync(Creation(100))).StatusCode);
    }

    [Fact]
    public async Task can_be_ended_by_its_owner()
    {
        await using var server = await FileServer.Start();
        var address = await Begin(server.Client(), Video.Length);
        await Patch(server.Client(), address, 0, Video[..100]);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Client().SendAsync(Tus(HttpMethod.Delete, address))).StatusCode);
        Assert.Empty(Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task is_forgotten_after_a_day()
    {
        var clock = new HandClock();
        await using var server = await FileServer.Start(clock: clock);
        var address = await Begin(server.Client(), Video.Length);
        await Patch(server.Client(), address, 0, Video[..100]);
        clock.Now += TimeSpan.FromHours(23);
        Assert.Equal(0, await server.Uploads.Sweep(default));
        clock.Now += TimeSpan.FromHours(2);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client().SendAsync(Tus(HttpMethod.Head, address))).StatusCode);
        Assert.Equal(1, await server.Uploads.Sweep(default));
        Assert.Empty(Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task keeps_what_arrived_before_the_connection_was_cut()
    {
        var requests = new WatchedRequests(30_000);
        await using var server = await FileServer.Start(requests.On, onSocket: true);
        var main = new Uri(server.Addresses[0]);
        using var client = new HttpClient { BaseAddress = main };
        client.DefaultRequestHeaders.Add("X-Person", "ada");
        var address = await Begin(client, Video.Length);
        using (var socket = new TcpClient(main.Host, main.Port))
        {
            var head = $"PATCH {address} HTTP/1.1\r\nHost: {main.Authority}\r\nX-Person: ada\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: {Video.Length}\r\n\r\n";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            await socket.GetStream().WriteAsync(Video.AsMemory(0, 30_000));
            await requests.Taken;
        }

        await requests.Ended;   // the cut request lets the file go as soon as the server notices
        Assert.Equal(30_000, (await server.Uploads.Find("ada", Id(address), default))!.Value.Offset);
        Assert.Equal(HttpStatusCode.NoContent, (await Patch(client, address, 30_000, Video[30_000..])).StatusCode);
        Assert.NotNull(await server.Uploads.Take("ada", "video", Id(address), default));
    }

    private static HttpRequestMessage Tus(HttpMethod method, string address)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        return request;
    }

    private static HttpRequestMessage Creation(long length)
    {
        var request = Tus(HttpMethod.Post, "/uploads");
        request.Headers.Add("Upload-Length", $"{length}");
        request.Headers.Add("Upload-Metadata", $"filename {Convert.ToBase64String("C:\\films\\my film.mp4"u8)},purpose {Convert.ToBase64String("video"u8)}");
        return request;
    }

    private static async Task<string> Begin(HttpClient client, long length)
    {
        var response = await client.SendAsync(Creation(length));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return response.Headers.Location!.ToString();
    }

    private static async Task<HttpResponseMessage> Patch(HttpClient client, string address, long offset, byte[] content)
    {
        var request = Tus(HttpMethod.Patch, address);
        request.Headers.Add("Upload-Offset", $"{offset}");
        request.Content = new ByteArrayContent(content);
        request.Content.Headers.ContentType = new("application/offset+octet-stream");
        return await client.SendAsync(request);
    }

    private static string Id(string address) => address[(address.LastIndexOf('/') + 1)..];
}

/// <summary>A clock that stands until it is set.</summary>
internal sealed class HandClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => Now;
}
