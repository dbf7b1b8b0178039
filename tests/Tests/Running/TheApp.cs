using System.Data.Common;
using Lectern.Courses;
using Lectern.Data;
using Lectern.Data.Outbox;
using Lectern.Grading.Verifying;
using Lectern.Host;
using Lectern.Host.Commands;
using Lectern.Kernel;
using Lectern.Notifications;
using Lectern.Notifications.Mailing;
using Lectern.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests;

/// <summary>The whole program, really listening, on a data folder and a database of its own.</summary>
public sealed class TheApp : IAsyncDisposable
{
    public const string Password = "Correct-horse-7-battery";
    private static int _people;

    private WebApplication _app;
    private readonly string _folder;

    private TheApp(WebApplication app, string folder, MovableClock clock) => (_app, _folder, Clock) = (app, folder, clock);

    // Each program would watch its files of settings, and a machine allows only so many watchers.
    static TheApp() => Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");

    public IServiceProvider Services => _app.Services;
    public MovableClock Clock { get; }
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    public string DataFolder => _folder;

    internal static async Task<TheApp> Start(string connection, (string Key, string Value)[] settings, Action<IServiceCollection>? configure = null, bool clockStands = false)
    {
        var folder = Directory.CreateTempSubdirectory("lectern-app-").FullName;
        var clock = new MovableClock(clockStands);
        var all = new Dictionary<string, string?>
        {
            ["Data"] = folder,
            ["Database:Connection"] = connection,
            ["urls"] = "http://127.0.0.1:0",
            ["Measure"] = "true",
            ["RateLimits:Off"] = "true",
        };
        foreach (var (key, value) in settings) all[key] = value;
        var app = LecternApp.Build(all, services =>
        {
            services.AddSingleton<TimeProvider>(clock).AddScoped<IActivityKind, Progress.Reading>();
            // Hashing is slow so that guessing is; people made by tests have passwords that everybody may read here.
            services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1);
            services.ConfigureDbContext<LecternDb>(options => options.AddInterceptors(Hasty));
            configure?.Invoke(services);
        });
        await LecternApp.Migrate(app.Services, CancellationToken.None);
        await app.StartAsync();
        return new TheApp(app, folder, clock);
    }

    private static readonly Haste Hasty = new();

    /// <summary>SQLite doesn't wait for the disk: what is only lost when the power goes needn't outlive this process. Programs that tests kill do wait.</summary>
    private sealed class Haste : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Hurry(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Hurry(connection);
            return Task.CompletedTask;
        }

        private static void Hurry(DbConnection connection)
        {
            if (connection is SqliteConnection sqlite) SQLitePCL.raw.sqlite3_exec(sqlite.Handle, "PRAGMA synchronous = OFF");
        }
    }

    /// <summary>Someone at a browser: cookies, redirects, forms.</summary>
    public Browser Browser() => new(Address);

    /// <summary>Does something in a unit of work of its own.</summary>
    public async Task<T> InDb<T>(Func<LecternDb, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<LecternDb>());
    }

    public Task InDb(Func<LecternDb, Task> work) => InDb<bool>(async db =>
    {
        await work(db);
        return true;
    });

    public Task<Scope> Institution() => InDb(db => db.Scopes.AsNoTracking().SingleAsync(s => s.ParentId == null));

    /// <summary>A person with a confirmed address and the usual <see cref="Password"/>, with a role at a scope (the institution when none is named).</summary>
    public async Task<Person> Person(Role role, Id<Scope>? at = null, string? name = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        var person = new Person(name ?? $"{role} {Interlocked.Increment(ref _people)}", $"{role}{Id<Person>.New()}@example.org".ToLowerInvariant(), Clock.GetUtcNow()) { EmailConfirmed = true };
        var made = await users.CreateAsync(person, Password);
        Assert.True(made.Succeeded, string.Join(", ", made.Errors.Select(e => e.Description)));
        db.Add(new RoleAssignment { PersonId = person.Id, Role = role, ScopeId = at ?? (await Institution()).Id, GivenAt = Clock.GetUtcNow() });
        await db.SaveChangesAsync();
        return person;
    }

    /// <summary>A browser in which a new person with this role is signed in.</summary>
    public async Task<(Browser Browser, Person Person)> SignedIn(Role role, Id<Scope>? at = null)
    {
        var person = await Person(role, at);
        var browser = Browser();
        await browser.SignIn(person.Email!, Password);
        return (browser, person);
    }

    /// <summary>A program that this person has given a token to.</summary>
    public async Task<HttpClient> Program(Person person)
    {
        var (kept, token) = PersonalAccessToken.Create(person.Id, "test", 1, Clock.GetUtcNow()).Value;
        await InDb(async db =>
        {
            db.Add(kept);
            await db.SaveChangesAsync();
        });
        return new HttpClient { BaseAddress = Address, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
    }

    /// <summary>Fills it with the demonstration institution, small.</summary>
    internal Task FillWithDemonstration() => FillDemonstration.Fill(_app, new Screen(json: true), Lectern.Host.Demonstration.DemonstrationSize.Small, TestContext.Current.CancellationToken);

    /// <summary>Runs a command of the command line in it: its exit code.</summary>
    internal Task<int> Run(Func<WebApplication, Screen, CancellationToken, Task<int>> command) => command(_app, new Screen(json: true), TestContext.Current.CancellationToken);

    /// <summary>Waits until everything that was raised has been handled and every mail sent; fails when something is parked or keeps failing.</summary>
    public async Task Settle()
    {
        var dispatcher = Services.GetRequiredService<OutboxDispatcher>();
        while (true)
        {
            await dispatcher.DeliverAll(TestContext.Current.CancellationToken);
            var left = await InDb(db => db.Set<OutboxMessage>().AsNoTracking().ToListAsync());
            var failing = left.FirstOrDefault(m => m.Error is not null);
            Assert.True(failing is null, $"{failing?.Handler} keeps failing: {failing?.Error}");
            if (left.Count > 0) continue;
            await Services.GetRequiredService<SendMails>().SendAll(TestContext.Current.CancellationToken);
            var unsent = await InDb(db => db.MailMessages.Where(m => m.SentAt == null).Select(m => m.At).ToListAsync());
            if (unsent.Count == 0) return;
            Assert.True(unsent.Max() <= Clock.GetUtcNow(), "A mail is written in the future: this would wait until then.");
        }
    }

    /// <summary>Ends it, once. Whatever the tests did in it, what pages show of learners' progress must be what was recorded, and every mark must follow from its steps.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _app!, null) is not { } app) return;
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var verification = scope.ServiceProvider.GetRequiredService<Lectern.Progress.ProgressVerification>();
            Assert.Empty(await verification.Differences(CancellationToken.None).ToListAsync());
            Assert.Empty(await scope.ServiceProvider.GetRequiredService<GradesVerification>().Differences(CancellationToken.None).ToListAsync());
        }

        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>The time of a program under test: in one that a test has for itself it stands until the test moves it, in one that tests share it is the real time.</summary>
public sealed class MovableClock(bool stands) : TimeProvider
{
    private long _ticks = System.GetUtcNow().UtcTicks;

    public void Advance(TimeSpan by)
    {
        if (!stands) throw new InvalidOperationException("Other tests share this program's clock. Take a program of your own: Apps.OwnOn.");
        Interlocked.Add(ref _ticks, by.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => stands ? new(Interlocked.Read(ref _ticks), TimeSpan.Zero) : System.GetUtcNow();
}
