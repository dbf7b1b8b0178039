using System.Net;
using Lectern.Data.Jobs;
using Lectern.Data.Outbox;
using Lectern.Kernel;
using Lectern.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.House;

/// <summary>Any number of programs may share a PostgreSQL: no node holds anything that another would miss.</summary>
public sealed class Two_nodes_on_one_database(Apps apps)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task take_a_session_of_each_other()
    {
        await using var nodes = await Nodes.Start(apps);
        var learner = await nodes.World.Join(Role.Learner);
        using var there = new Browser(nodes.B.Address);
        foreach (Cookie cookie in learner.Browser.Cookies.GetAllCookies()) there.Cookies.Add(nodes.B.Address, new Cookie(cookie.Name, cookie.Value));
        var page = await there.Open("/account");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("/account", page.Path);

        var form = await learner.Browser.Open("/account");      // a form opened on A is taken by B
        using var post = new HttpRequestMessage(HttpMethod.Post, "/theme") { Content = new FormUrlEncodedContent([KeyValuePair.Create("theme", "lectern-dark")]) };
        post.Headers.Add("RequestVerificationToken", Browser.TokenOf(form));
        Assert.Equal(HttpStatusCode.OK, (await there.Send(post)).Status);
    }

    [Fact]
    public async Task handle_an_event_once()
    {
        await using var nodes = await Nodes.Start(apps);
        var learners = new List<Someone>();
        for (var i = 0; i < 6; i++) learners.Add(await nodes.World.Enrolled());
        await Task.WhenAll(learners.Select(nodes.World.Complete));
        await nodes.Settled();
        foreach (var learner in learners)
        {
            var held = await World.Send(learner.Api, HttpMethod.Get, "/api/v1/me/certificates");
            Assert.Single(held["items"]!.AsArray());
            var told = await nodes.A.InDb(db => db.Set<Lectern.Notifications.Notification>().AsNoTracking().Where(n => n.PersonId == learner.Person.Id).ToListAsync(Cancel));
            Assert.Equal(told.Count, told.Select(n => (n.Text, n.Arguments)).Distinct().Count());
            Assert.NotEmpty(told);
        }
    }

    [Fact]
    public async Task refresh_pages_that_are_open_at_the_other()
    {
        await using var nodes = await Nodes.Start(apps);
        var instructor = nodes.World.Instructor;
        using var there = new Browser(nodes.B.Address);
        await there.SignIn(instructor.Person.Email!, TheApp.Password);
        var page = await there.Open($"/courses/{nodes.World.Course}/progress");
        var address = page.Html.QuerySelector("turbo-stream-source")!.GetAttribute("src")!;

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        using var answer = await there.Client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        using var news = new StreamReader(await answer.Content.ReadAsStreamAsync(patience.Token));
        while (await news.ReadLineAsync(patience.Token) is { } line && !line.Contains("open", StringComparison.Ordinal)) { }

        await nodes.World.Enrolled();       // on A
        while (await news.ReadLineAsync(patience.Token) is { } line)
            if (line.Contains("refresh", StringComparison.Ordinal)) return;
        Assert.Fail("The stream ended.");
    }

    [Fact]
    public async Task look_again_after_the_connection_between_them_broke()
    {
        await using var nodes = await Nodes.Start(apps);
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        nodes.B.Services.GetRequiredService<Lectern.Web.Live.ILiveBus>().Missed += () => heard.TrySetResult();
        await nodes.A.InDb(async db => await db.Database.ExecuteSqlRawAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'", Cancel));
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    [Fact]
    public async Task found_one_institution()
    {
        var connection = await apps.NewDatabase(Database.PostgreSql);
        await using var a = await TheApp.Start(connection, []);
        var root = await a.Institution();
        await a.InDb(async db =>
        {
            db.Add(Scope.Institution("Another"));
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Cancel));
        });
        await a.InDb(async db =>
        {
            await db.Institutions.ExecuteDeleteAsync(Cancel);
            await db.Scopes.ExecuteDeleteAsync(Cancel);
        });
        var founded = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => a.InDb(db => FoundInstitution.Handle(db, Cancel))));
        Assert.Single(founded.Select(scope => scope.Id).Distinct());
        Assert.NotEqual(root.Id, founded[0].Id);
    }

    [Fact]
    public async Task never_run_one_job_at_the_same_time()
    {
        var runs = new Runs();
        await using var nodes = await Nodes.Start(apps, services => services.AddSingleton(runs).AddJob<Counted>(TimeSpan.FromSeconds(1)).AddJob<Beat>(TimeSpan.FromSeconds(1)));
        while (runs.Finished < 3) await runs.Next.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        Assert.Equal(1, runs.MostAtOnce);
    }

    /// <summary>What the two nodes of a test together do.</summary>
    private sealed class Runs
    {
        private int _now, _finished, _most;
        private TaskCompletionSource _next = New(), _beat = New();

        internal int Finished => Volatile.Read(ref _finished);
        internal int MostAtOnce => Volatile.Read(ref _most);
        internal Task Next => _next.Task;
        internal Task NextBeat => _beat.Task;

        internal async Task Run(Func<Task> work)
        {
            var now = Interlocked.Increment(ref _now);
            if (now > _most) _most = now;
            await work();
            Interlocked.Decrement(ref _now);
            Interlocked.Increment(ref _finished);
            Interlocked.Exchange(ref _next, New()).SetResult();
        }

        internal void Beat() => Interlocked.Exchange(ref _beat, New()).SetResult();

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Counted(Runs runs) : IJobWork
    {
        // Until a job of the same interval has run three times meanwhile: so often this one was due as well, and the nodes were looking.
        public Task Run(CancellationToken cancel) => runs.Run(async () =>
        {
            for (var beat = 0; beat < 3; beat++) await runs.NextBeat.WaitAsync(TimeSpan.FromSeconds(60), cancel);
        });
    }

    private sealed class Beat(Runs runs) : IJobWork
    {
        public Task Run(CancellationToken cancel)
        {
            runs.Beat();
            return Task.CompletedTask;
        }
    }

    /// <summary>Two programs on one PostgreSQL, and a world that lives on the first.</summary>
    private sealed class Nodes(TheApp a, TheApp b, World world) : IAsyncDisposable
    {
        internal TheApp A => a;
        internal TheApp B => b;
        internal World World => world;

        internal static async Task<Nodes> Start(Apps apps, Action<IServiceCollection>? configure = null)
        {
            var connection = await apps.NewDatabase(Database.PostgreSql);
            var a = await TheApp.Start(connection, [], configure);
            var b = await TheApp.Start(connection, [], configure);
            return new Nodes(a, b, await World.Make(a.Address, a.Services));
        }

        /// <summary>Waits until both have handled everything.</summary>
        internal async Task Settled()
        {
            await a.Settle();
            await b.Settle();
        }

        public async ValueTask DisposeAsync()
        {
            await b.DisposeAsync();
            await a.DisposeAsync();
        }
    }
}
