using System.Net;
using System.Net.Sockets;
using System.Text;
using Lectern.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lectern.Tests.Web;

/// <summary>Many who change something at once: so many are worked on, the others wait in order.</summary>
public sealed class Changes_in_turn : IAsyncLifetime
{
    private const int Later = 20;

    private readonly WebApplication _app;
    private readonly HttpClient _client = new();
    private readonly TaskCompletionSource _open = new();
    private readonly TaskCompletionSource _full = new();
    private int _inside;
    private int _most;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Changes_in_turn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.UseRouting();
        _app.UseChangesInTurn();
        _app.MapPost("/work", Work);
        _app.MapPost("/long", Work).WithMetadata(new TakesLong("It is a test."));
        _app.MapPost("/echo", Echo);
        _app.MapPost("/guarded", () => TypedResults.Unauthorized());
        _app.MapGet("/look", () => "seen");
    }

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(Cancel);
        _client.BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _open.TrySetResult();
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("form")]
    [InlineData("json")]
    [InlineData("text")]
    public async Task are_so_many_at_once_and_the_others_follow(string kind)
    {
        var sent = Enumerable.Range(0, ChangesInTurn.AtOnce + Later).Select(number => Post("/work", kind, $"{number}")).ToList();
        await _full.Task.WaitAsync(Cancel);
        Assert.Equal("seen", await _client.GetStringAsync(new Uri("/look", UriKind.Relative), Cancel));   // who only looks doesn't wait

        _open.SetResult();
        var answers = await Task.WhenAll(sent);
        Assert.Equal(ChangesInTurn.AtOnce, _most);
        Assert.Equal(Enumerable.Range(0, ChangesInTurn.AtOnce + Later).Select(number => $"{number}").Order(), answers.Order());
    }

    [Fact]
    public async Task dont_wait_for_what_takes_long()
    {
        var slow = Enumerable.Range(0, ChangesInTurn.AtOnce).Select(number => Post("/long", "form", $"{number}")).ToList();
        await _full.Task.WaitAsync(Cancel);
        Assert.Equal("quick", await Post("/echo", "form", "quick"));
        _open.SetResult();
        await Task.WhenAll(slow);
    }

    [Fact]
    public async Task dont_wait_for_who_sends_slowly()
    {
        var slow = new List<TcpClient>();
        foreach (var type in new[] { "application/x-www-form-urlencoded", "application/json" })
            for (var number = 0; number < ChangesInTurn.AtOnce; number++)
            {
                var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, _client.BaseAddress!.Port, Cancel);
                await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nContent-Length: 1000\r\n\r\nname="), Cancel);
                slow.Add(socket);
            }

        Assert.Equal("quick", await Post("/echo", "form", "quick"));
        Assert.Equal("quick", await Post("/echo", "json", "quick"));
        foreach (var socket in slow) socket.Dispose();
    }

    [Fact]
    public async Task who_sends_what_cant_be_read_is_told_what_they_would_be_told_otherwise()
    {
        using var tooMany = new FormUrlEncodedContent(Enumerable.Range(0, 1100).Select(number => KeyValuePair.Create($"field-{number}", "")));
        using var answer = await _client.PostAsync(new Uri("/guarded", UriKind.Relative), tooMany, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task who_gives_up_takes_no_turn()
    {
        var sent = Enumerable.Range(0, ChangesInTurn.AtOnce).Select(number => Post("/work", "form", $"{number}")).ToList();
        await _full.Task.WaitAsync(Cancel);
        using (var tired = CancellationTokenSource.CreateLinkedTokenSource(Cancel))
        {
            var gaveUp = Enumerable.Range(0, Later).Select(number => Post("/work", "form", $"gave up {number}", tired.Token)).ToList();
            await tired.CancelAsync();
            foreach (var one in gaveUp) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }

        _open.SetResult();
        await Task.WhenAll(sent);
        Assert.Equal("after them", await Post("/work", "form", "after them"));
    }

    private async Task Work(HttpContext http)
    {
        lock (_client)
        {
            _most = Math.Max(_most, ++_inside);
            if (_inside == ChangesInTurn.AtOnce) _full.TrySetResult();
        }

        await _open.Task.WaitAsync(Cancel);
        lock (_client) _inside--;
        await Echo(http);
    }

    private static async Task Echo(HttpContext http) =>
        await http.Response.WriteAsync(http.Request.HasFormContentType ? http.Request.Form["name"].ToString() : (await new StreamReader(http.Request.Body).ReadToEndAsync(Cancel)).Trim('"'), Cancel);

    private async Task<string> Post(string path, string kind, string name, CancellationToken? cancel = null)
    {
        using HttpContent content = kind switch
        {
            "form" => new FormUrlEncodedContent([new("name", name)]),
            "json" => new StringContent($"\"{name}\"", Encoding.UTF8, "application/json"),
            _ => new StringContent(name),
        };
        using var answer = await _client.PostAsync(new Uri(path, UriKind.Relative), content, cancel ?? Cancel);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
