using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Lectern.Data;
using Lectern.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Lectern.Web.Live;

/// <summary>Seals the name of a topic for one visitor: only a page that was allowed to show it can listen to it.</summary>
public sealed class LiveTopics(IDataProtectionProvider protection)
{
    private readonly IDataProtector _seal = protection.CreateProtector("Lectern.Live");

    public string AddressOf(string topic, Visitor visitor) => $"/live/{_seal.Protect($"{visitor.PersonId}|{topic}")}";

    internal string? Open(string sealedTopic, Visitor visitor)
    {
        try
        {
            var parts = _seal.Unprotect(sealedTopic).Split('|', 2);
            return parts[0] == visitor.PersonId.ToString() ? parts[1] : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}

internal static class LiveEndpoint
{
    private const string Refresh = """<turbo-stream action="refresh"></turbo-stream>""";
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);   // below the idle time-outs of common proxies

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/live/{topic}", Handle).OpenToAll("The sealed topic in the address is the permission; it names the visitor it was made for.");

    private static async Task<Results<ServerSentEventsResult<string>, NotFound>> Handle(
        string topic, Visitor visitor, LiveTopics topics, LiveUpdates live, TimeProvider clock, IHostApplicationLifetime lifetime, LecternDb db, HttpContext http)
    {
        if (topics.Open(topic, visitor) is not { } open) return TypedResults.NotFound();
        await db.Database.LetGo();   // the page stays open for hours and asks it nothing
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var stopping = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        http.Response.RegisterForDispose(stopping);
        return TypedResults.ServerSentEvents(Events(live.Listen(open, stopping.Token), clock, stopping.Token));
    }

    private static async IAsyncEnumerable<SseItem<string>> Events(IAsyncEnumerable<bool> changes, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return new SseItem<string>("", "open") { ReconnectionInterval = TimeSpan.FromSeconds(2) };
        var source = changes.GetAsyncEnumerator(cancel);
        var next = source.MoveNextAsync().AsTask();
        var pace = new LivePace(clock);
        try
        {
            while (!cancel.IsCancellationRequested)
            {
                var arrived = false;
                try
                {
                    arrived = await next.WaitAsync(KeepAlive, cancel);
                    if (!arrived) yield break;
                }
                catch (TimeoutException)
                {
                }
                catch (OperationCanceledException)
                {
                    yield break;
                }

                if (!arrived)
                {
                    yield return new SseItem<string>("", "alive");
                    continue;
                }

                if (pace.Wait() is { } wait && !await Waited(wait, cancel)) yield break;
                next = source.MoveNextAsync().AsTask();   // what changed meanwhile is in what the page fetches now, or wakes it once more
                pace.Told();
                yield return new SseItem<string>(Refresh);
            }
        }
        finally
        {
            await EndOf(next, source);
        }
    }

    private static async Task<bool> Waited(TimeSpan wait, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(wait, cancel);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>An enumerator may only be disposed once its last step is over; the request's token has ended it.</summary>
    private static async Task EndOf(Task<bool> next, IAsyncEnumerator<bool> source)
    {
        try
        {
            await next;
        }
        catch (OperationCanceledException)
        {
        }

        await source.DisposeAsync();
    }
}
