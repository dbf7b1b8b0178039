using System.IO.Compression;
using System.Text.RegularExpressions;
using Lectern.Web;
using Microsoft.AspNetCore.Http;

namespace Lectern.Tests.Web;

public partial class The_client
{
    private static async Task<(HttpResponse Response, byte[] Body)?> Get(string path, string encodings = "", string method = "GET")
    {
        var http = new DefaultHttpContext();
        var body = new MemoryStream();
        http.Request.Method = method;
        http.Request.Path = path;
        http.Request.Headers.AcceptEncoding = encodings;
        http.Response.Body = body;
        if (Rendered.Client.Serve(http) is not { } sending) return null;
        await sending;
        return (http.Response, body.ToArray());
    }

    [Fact]
    public async Task is_cached_for_ever_under_a_name_that_holds_its_hash_or_the_version_of_its_package()
    {
        foreach (var address in Rendered.Client.Addresses)
        {
            Assert.Matches(@"^/build/(.+-[A-Za-z0-9_-]{8}\.\w+|\w+-\d+\.\d+\.\d+/.+)$", address);
            Assert.Equal("public, max-age=31536000, immutable", (await Get(address))!.Value.Response.Headers.CacheControl);
        }
    }

    [Fact]
    public async Task is_sent_as_small_as_the_browser_can_read()
    {
        var plain = (await Get(Rendered.Client.Style))!.Value;
        var brotli = (await Get(Rendered.Client.Style, "gzip, deflate, br"))!.Value;
        var gzip = (await Get(Rendered.Client.Style, "gzip, br;q=0"))!.Value;
        Assert.Equal(("", "br", "gzip"), (plain.Response.Headers.ContentEncoding.ToString(), brotli.Response.Headers.ContentEncoding.ToString(), gzip.Response.Headers.ContentEncoding.ToString()));
        Assert.Equal(plain.Body, await Unpacked(new BrotliStream(new MemoryStream(brotli.Body), CompressionMode.Decompress)));
        Assert.Equal(plain.Body, await Unpacked(new GZipStream(new MemoryStream(gzip.Body), CompressionMode.Decompress)));
        Assert.Equal(brotli.Body.Length, brotli.Response.ContentLength);
    }

    [Fact]
    public async Task keeps_a_first_page_within_60_KiB_of_script_and_40_of_style()
    {
        Assert.InRange((await Get(Rendered.Client.Script, "gzip"))!.Value.Body.Length, 1, 60 * 1024);
        Assert.InRange((await Get(Rendered.Client.Style, "gzip"))!.Value.Body.Length, 1, 40 * 1024);
    }

    [Fact]
    public async Task answers_nothing_else()
    {
        Assert.Null(await Get("/build/.vite/manifest.json"));
        Assert.Null(await Get("/build/nothing.js"));
        Assert.Null(await Get(Rendered.Client.Script, method: "POST"));
        Assert.Empty((await Get(Rendered.Client.Script, method: "HEAD"))!.Value.Body);
    }

    [Fact]
    public async Task draws_every_icon_that_a_page_names()
    {
        var sprite = System.Text.Encoding.UTF8.GetString((await Get(Rendered.Client.Icons))!.Value.Body);
        var missing = Directory.EnumerateFiles(Path.Combine(Sources(), "src"), "*.*", SearchOption.AllDirectories)
            .Where(file => (file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal)) && !file.Contains("node_modules", StringComparison.Ordinal))
            .SelectMany(file => NamedIcon().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct()
            .Where(name => !sprite.Contains($"id=\"i-{name}\"", StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    private static async Task<byte[]> Unpacked(Stream packed)
    {
        await using var from = packed;
        var to = new MemoryStream();
        await from.CopyToAsync(to);
        return to.ToArray();
    }

    private static string Sources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Lectern.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex("""(?:<Icon\s+Name|\b\w*Icon(?:End)?)\s*[=:]\s*"([a-z][a-z0-9-]*)["]""")]
    private static partial Regex NamedIcon();
}
