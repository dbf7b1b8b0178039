using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Files;

/// <summary>The outside world: as much of S3's REST interface as the store needs, over real HTTP.</summary>
internal sealed class S3Server : IAsyncDisposable
{
    private static readonly XNamespace Ns = "http://s3.amazonaws.com/doc/2006-03-01/";
    private readonly ConcurrentDictionary<string, (byte[] Content, DateTimeOffset At)> _objects = new();
    private readonly ConcurrentDictionary<string, SortedDictionary<int, byte[]>> _uploads = new();
    private WebApplication _app = null!;

    public string Address { get; private set; } = "";
    public IReadOnlyCollection<string> Keys => [.. _objects.Keys];
    public int OpenUploads => _uploads.Count;
    public int PartsReceived { get; private set; }
    public int FailFromPart { get; set; } = int.MaxValue;
    public long LargestRequest { get; private set; }

    public static async Task<S3Server> Start()
    {
        var server = new S3Server();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        server._app = builder.Build();
        server._app.Run(server.Answer);
        await server._app.StartAsync();
        server.Address = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        var path = http.Request.Path.Value!.TrimStart('/').Split('/', 2);
        var key = path.Length > 1 ? path[1] : "";
        var query = http.Request.Query;
        if (http.Request.Headers.Authorization.Count == 0) http.Response.StatusCode = 403;
        else if (http.Request.Method == "GET" && key.Length == 0) await List(http);
        else if (http.Request.Method is "GET" or "HEAD") await Get(http, key);
        else if (http.Request.Method == "POST" && query.ContainsKey("uploads")) await Begin(http, key);
        else if (http.Request.Method == "POST") await Complete(http, key, query["uploadId"]!);
        else if (http.Request.Method == "PUT" && query.ContainsKey("partNumber")) await Part(http, query["uploadId"]!, int.Parse(query["partNumber"]!, CultureInfo.InvariantCulture));
        else if (http.Request.Method == "PUT")
        {
            var content = await Body(http);
            _objects[key] = (content, TimeProvider.System.GetUtcNow());
            http.Response.Headers.ETag = Tag(content);
        }
        else if (query.ContainsKey("uploadId")) http.Response.StatusCode = _uploads.TryRemove(query["uploadId"]!, out _) ? 204 : 404;
        else
        {
            _objects.TryRemove(key, out _);
            http.Response.StatusCode = 204;
        }
    }

    private async Task Get(HttpContext http, string key)
    {
        if (!_objects.TryGetValue(key, out var found))
        {
            http.Response.StatusCode = 404;
            if (http.Request.Method == "GET") await Xml(http, new XElement("Error", new XElement("Code", "NoSuchKey"), new XElement("Message", "missing")));
            return;
        }

        var (from, to) = (0, found.Content.Length - 1);
        if (http.Request.GetTypedHeaders().Range is { Ranges.Count: 1 } range)
        {
            (from, to) = ((int)range.Ranges.Single().From!, (int)Math.Min(range.Ranges.Single().To ?? to, to));
            if (from > to)
            {
                http.Response.StatusCode = 416;
                await Xml(http, new XElement("Error", new XElement("Code", "InvalidRange")));
                return;
            }

            http.Response.StatusCode = 206;
            http.Response.Headers.ContentRange = $"bytes {from}-{to}/{found.Content.Length}";
        }

        http.Response.Headers.ETag = Tag(found.Content);
        http.Response.Headers.LastModified = found.At.ToString("R", CultureInfo.InvariantCulture);
        http.Response.ContentLength = to - from + 1;
        if (http.Request.Method == "GET") await http.Response.Body.WriteAsync(found.Content.AsMemory(from, to - from + 1));
    }

    private Task List(HttpContext http)
    {
        var after = http.Request.Query["continuation-token"].ToString();
        var keys = _objects.Keys.Order(StringComparer.Ordinal).Where(k => string.CompareOrdinal(k, after) > 0).ToList();
        var page = keys.Take(2).ToList();
        return Xml(http, new XElement(Ns + "ListBucketResult",
            new XElement(Ns + "IsTruncated", keys.Count > 2),
            keys.Count > 2 ? new XElement(Ns + "NextContinuationToken", page[^1]) : null,
            page.Select(k => new XElement(Ns + "Contents", new XElement(Ns + "Key", k), new XElement(Ns + "Size", _objects[k].Content.Length), new XElement(Ns + "LastModified", _objects[k].At.ToString("O", CultureInfo.InvariantCulture))))));
    }

    private Task Begin(HttpContext http, string key)
    {
        var id = RandomNumberGenerator.GetHexString(16);
        _uploads[id] = [];
        return Xml(http, new XElement(Ns + "InitiateMultipartUploadResult", new XElement(Ns + "Key", key), new XElement(Ns + "UploadId", id)));
    }

    private async Task Part(HttpContext http, string id, int number)
    {
        var content = await Body(http);
        if (number >= FailFromPart)
        {
            http.Response.StatusCode = 400;
            await Xml(http, new XElement("Error", new XElement("Code", "InvalidPart")));
            return;
        }

        PartsReceived++;
        _uploads[id][number] = content;
        http.Response.Headers.ETag = Tag(content);
    }

    private async Task Complete(HttpContext http, string key, string id)
    {
        await Body(http);
        _uploads.TryRemove(id, out var parts);
        _objects[key] = ([.. parts!.Values.SelectMany(p => p)], TimeProvider.System.GetUtcNow());
        await Xml(http, new XElement(Ns + "CompleteMultipartUploadResult", new XElement(Ns + "Key", key), new XElement(Ns + "ETag", "\"x\"")));
    }

    private async Task<byte[]> Body(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        LargestRequest = Math.Max(LargestRequest, body.Length);
        return body.ToArray();
    }

    private static string Tag(byte[] content) => $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}-1\"";

    private static async Task Xml(HttpContext http, XElement answer)
    {
        http.Response.ContentType = "application/xml";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer.ToString()));
    }
}
