using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Data;
using Lectern.Kernel;
using Lectern.Notifications;
using Lectern.People;
using Lectern.Web;
using Lectern.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Web;

public sealed class An_idempotency_key(Apps apps)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task lets_work_be_finished_when_the_caller_hangs_up(Database database)
    {
        var work = await Work.Begin(await apps.OwnOn(database));
        using var caller = new CancellationTokenSource();
        await work.Send(caller, async http =>
        {
            await work.Save(http);
            await caller.CancelAsync();
            http.RequestAborted.ThrowIfCancellationRequested();
            await http.Response.WriteAsync("done", Cancel);
        });
        var again = await work.Send(new CancellationTokenSource(), work.Save);
        Assert.Equal((200, "done"), again);
        Assert.Equal(1, await work.Done());
    }

    [Theory, EveryDatabase]
    public async Task is_not_taken_again_for_work_that_failed_after_it_was_saved(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var work = await Work.Begin(app);
        await Assert.ThrowsAsync<InvalidOperationException>(() => work.Send(new CancellationTokenSource(), async http =>
        {
            await work.Save(http);
            throw new InvalidOperationException("Afterwards.");
        }));
        Assert.Equal((409, "/problems/still-working"), await work.Send(new CancellationTokenSource(), work.Save));
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal((409, "/problems/outcome-unknown"), await work.Send(new CancellationTokenSource(), work.Save));
        Assert.Equal(1, await work.Done());
        app.Clock.Advance(TimeSpan.FromHours(24));      // then it may be used afresh
        Assert.Equal((200, ""), await work.Send(new CancellationTokenSource(), work.Save));
    }

    [Theory, EveryDatabase]
    public async Task is_free_again_when_nothing_was_done(Database database)
    {
        var work = await Work.Begin(await apps.OwnOn(database));
        await Assert.ThrowsAsync<InvalidOperationException>(() => work.Send(new CancellationTokenSource(), _ => throw new InvalidOperationException("Before.")));
        Assert.Equal((200, ""), await work.Send(new CancellationTokenSource(), work.Save));
        Assert.Equal(1, await work.Done());
    }

    [Theory, EveryDatabase]
    public async Task keeps_no_secret(Database database)
    {
        var app = await apps.On(database);
        var person = await app.Person(Role.Learner);
        using var program = new HttpClient { BaseAddress = app.Address };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await People.A_personal_access_token.Token(app, person));
        program.DefaultRequestHeaders.Add("Idempotency-Key", "make a token");
        var made = await program.PostAsJsonAsync("/api/v1/tokens", new { name = "Once", days = 1 });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var again = await program.PostAsJsonAsync("/api/v1/tokens", new { name = "Once", days = 1 });
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal("/problems/answer-not-kept", (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        Assert.Null(await app.InDb(db => db.Set<IdempotencyRecord>().Where(r => r.PersonId == person.Id.Value).Select(r => r.Body).SingleAsync()));
        Assert.Equal(1, await app.InDb(db => db.PersonalAccessTokens.CountAsync(t => t.PersonId == person.Id && t.Name == "Once")));
    }

    /// <summary>A write that leaves a trace each time it is done, sent again and again with one key.</summary>
    private sealed class Work(TheApp app, Person person)
    {
        private readonly string _trace = Guid.NewGuid().ToString();

        internal static async Task<Work> Begin(TheApp app) => new(app, await app.Person(Role.Learner));

        internal async Task Save(HttpContext http)
        {
            var db = http.RequestServices.GetRequiredService<LecternDb>();
            db.Notify(person.Id, _trace, [], null, app.Clock.GetUtcNow());
            await db.SaveChangesAsync(Cancel);
        }

        internal Task<int> Done() => app.InDb(db => db.Notifications.CountAsync(n => n.Text == _trace));

        /// <returns>The status, and the answer or the type of the problem.</returns>
        internal async Task<(int Status, string Said)> Send(CancellationTokenSource caller, Func<HttpContext, Task> handle)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var answer = new MemoryStream();
            var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = caller.Token };
            (http.Request.Method, http.Request.Path, http.Response.Body) = ("POST", "/api/v1/work", answer);
            http.Request.Headers["Idempotency-Key"] = "the key";
            http.Visitor = Visitor.Nobody with { PersonId = person.Id.Value };
            http.SetEndpoint(new Endpoint(http => handle(http), EndpointMetadataCollection.Empty, "work"));
            var way = new ApplicationBuilder(app.Services);
            way.UseIdempotency();
            way.Run(http => handle(http));
            await way.Build()(http);
            var said = System.Text.Encoding.UTF8.GetString(answer.ToArray());
            return (http.Response.StatusCode, said.StartsWith('{') ? JsonDocument.Parse(said).RootElement.GetProperty("type").GetString()! : said);
        }
    }
}
