using System.Net;
using System.Net.Sockets;
using System.Text;
using Lectern.Files;
using Lectern.Files.Uploads;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Lectern.Tests.Files;

public class Sending_a_form_with_a_file
{
    private static readonly byte[] Picture = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. new byte[20_000]];

    [Fact]
    public async Task stores_the_file_and_reads_the_fields()
    {
        await using var server = await Start();
        var response = await Post(server, Form(("title", "A heart"), ("tag", "one"), ("tag", "two")), "C:\\pictures\\heart.png", Picture);
        Assert.Equal("A heart|one,two|picture|heart.png|image/png|20008", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("This is only text", "file-not-an-image/picture")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "file-not-an-image/picture")]
    public async Task refuses_another_kind_at_its_field(string content, string answer)
    {
        await using var server = await Start();
        var response = await Post(server, Form(), "heart.png", Encoding.UTF8.GetBytes(content));
        Assert.Equal(answer, await response.Content.ReadAsStringAsync());
        Assert.Empty(Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task refuses_too_large_a_file_and_keeps_nothing()
    {
        await using var server = await Start();
        var response = await Post(server, Form(), "heart.png", [.. Picture, .. new byte[200_000]]);
        Assert.Equal("file-too-large/picture", await response.Content.ReadAsStringAsync());
        Assert.Empty(Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task takes_only_so_many_fields_and_so_much_text()
    {
        await using var server = await Start();
        var many = await Post(server, Form([.. Enumerable.Range(0, 250).Select(i => ($"field{i}", "x"))]), "heart.png", Picture);
        Assert.StartsWith("too-many-fields", await many.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var half = new string('x', 1_500_000);
        var long2 = await Post(server, Form(("one", half), ("two", half)), "heart.png", Picture);
        Assert.StartsWith("file-too-large", await long2.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task does_not_take_our_own_trouble_for_a_broken_connection()
    {
        await using var server = await Start();
        Directory.Delete(Path.Combine(server.Folder, "files", "temporary"), recursive: true);      // as good as a full disk
        await Assert.ThrowsAnyAsync<IOException>(() => Post(server, Form(), "heart.png", Picture));
    }

    [Fact]
    public async Task takes_an_empty_file_field_as_no_file()
    {
        await using var server = await Start();
        Assert.Equal("|||none", await (await Post(server, Form(), "", [])).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task stores_nothing_without_a_valid_token()
    {
        await using var server = await Start();
        var response = await Post(server, Form(), "heart.png", Picture, forge: true);
        Assert.Equal("stale-form/", await response.Content.ReadAsStringAsync());
        Assert.Empty(Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task says_so_when_the_form_is_cut_off_and_keeps_nothing()
    {
        await using var server = await Start(checksForgery: false);
        var body = "--b\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\n\r\n"u8.ToArray().Concat(Picture).ToArray();
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        var response = await server.Client().PostAsync("/picture", content);
        Assert.Equal("file-cut-off/picture", await response.Content.ReadAsStringAsync());
        Assert.Empty(Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task keeps_nothing_when_the_browser_goes_away()
    {
        var part = "--b\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\n\r\n"u8.ToArray().Concat(Picture).ToArray();
        var requests = new WatchedRequests(part.Length);
        await using var server = await Start(checksForgery: false, onSocket: true, requests);
        var main = new Uri(server.Addresses[0]);
        using (var socket = new TcpClient(main.Host, main.Port))
        {
            var head = $"POST /picture HTTP/1.1\r\nHost: {main.Authority}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 90000\r\n\r\n";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head).Concat(part).ToArray());
            await requests.Taken;
            Assert.NotEmpty(Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories));
        }

        await requests.Ended;
        Assert.Empty(Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories));
    }

    private static Task<FileServer> Start(bool checksForgery = true, bool onSocket = false, WatchedRequests? requests = null) => FileServer.Start(
        app =>
        {
            requests?.On(app);
            app.MapGet("/token", (HttpContext http, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(http).RequestToken);
            app.MapPost("/picture", async (HttpContext http, CancellationToken cancel) =>
            {
                var read = await StreamedForm.Read(http, new FormRules(ContentKind.Image, 100_000) { ChecksForgery = checksForgery }, cancel);
                if (read.Refusal is { } refusal) return $"{refusal.Code}/{refusal.Field}";
                var form = read.Value;
                return $"{form["title"]}|{form["tag"]}|{(form.Files is [var file] ? $"{file.Field}|{file.FileName}|{file.MediaType}|{file.Stored.Length}" : "|none")}";
            });
        },
        onSocket: onSocket);

    private static (string, string)[] Form(params (string, string)[] fields) => fields;

    private static async Task<HttpResponseMessage> Post(FileServer server, (string Name, string Value)[] fields, string fileName, byte[] file, bool forge = false)
    {
        var client = server.Client();
        var page = await client.GetAsync("/token");
        var cookie = page.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var form = new MultipartFormDataContent { { new StringContent(forge ? "forged" : await page.Content.ReadAsStringAsync()), "__RequestVerificationToken" } };
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        var part = new ByteArrayContent(file);
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"picture\"; filename=\"{fileName.Replace("\\", "\\\\", StringComparison.Ordinal)}\"");
        form.Add(part);
        var request = new HttpRequestMessage(HttpMethod.Post, "/picture") { Content = form };
        request.Headers.Add("Cookie", cookie);
        return await client.SendAsync(request);
    }
}
