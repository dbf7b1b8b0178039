using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(Lectern.Tests.Apps))]

namespace Lectern.Tests;

/// <summary>The running programs that tests share: one on each database, started when first asked for. Tests make their own people and courses in it.</summary>
public sealed class Apps : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Database, Lazy<Task<TheApp>>> _shared = new();
    private readonly ConcurrentBag<TheApp> _own = [];
    private readonly Lazy<Task<PostgresServer>> _postgres = new(PostgresServer.Start);

    public Task<TheApp> On(Database database) => _shared.GetOrAdd(database, d => new(async () => await TheApp.Start(await NewDatabase(d), []))).Value;

    /// <summary>A program for one test alone: with settings of its own, or because the test moves its clock, which stands otherwise.</summary>
    public Task<TheApp> OwnOn(Database database, params (string Key, string Value)[] settings) => OwnOn(database, _ => { }, settings);

    /// <summary>The same, with a part of the outside world replaced.</summary>
    public async Task<TheApp> OwnOn(Database database, Action<IServiceCollection> configure, params (string Key, string Value)[] settings)
    {
        var app = await TheApp.Start(await NewDatabase(database), settings, configure, clockStands: true);
        _own.Add(app);
        return app;
    }

    /// <summary>An empty database: a connection string for PostgreSQL, a file's for SQLite.</summary>
    /// <param name="database">Which kind.</param>
    /// <param name="withPassword">Its user is let in by password only, as on most servers; SQLite has none.</param>
    public async Task<string> NewDatabase(Database database, bool withPassword = false) => database == Database.PostgreSql
        ? await (await _postgres.Value).NewDatabase(withPassword)
        : $"Data Source={Path.Combine(Directory.CreateTempSubdirectory("lectern-db-").FullName, "lectern.db")};Foreign Keys=True";

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _own) await app.DisposeAsync();
        foreach (var app in _shared.Values) await (await app.Value).DisposeAsync();
        if (_postgres.IsValueCreated) await (await _postgres.Value).DisposeAsync();
    }
}
