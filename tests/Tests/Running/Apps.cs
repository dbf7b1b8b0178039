using System.Collections.Concurrent;
using System.Data.Common;
using Lectern.Host;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(Lectern.Tests.Apps))]

namespace Lectern.Tests;

/// <summary>The running programs that tests share: one on each database, started when first asked for. Tests make their own people and courses in it.</summary>
public sealed class Apps : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Database, Lazy<Task<TheApp>>> _shared = new();
    private readonly ConcurrentBag<TheApp> _own = [];
    private readonly Lazy<Task<PostgresServer>> _postgres = new(PostgresServer.Start);
    private readonly ConcurrentDictionary<Database, Lazy<Task<string>>> _migrated = new();

    public Task<TheApp> On(Database database) => _shared.GetOrAdd(database, d => new(async () => await TheApp.Start(await MigratedDatabase(d), []))).Value;

    /// <summary>A program for one test alone: with settings of its own, or because the test moves its clock, which stands otherwise. What the test doesn't end is ended with all tests.</summary>
    public Task<TheApp> OwnOn(Database database, params (string Key, string Value)[] settings) => OwnOn(database, _ => { }, settings);

    /// <summary>The same, with a part of the outside world replaced.</summary>
    public async Task<TheApp> OwnOn(Database database, Action<IServiceCollection> configure, params (string Key, string Value)[] settings)
    {
        var app = await TheApp.Start(await MigratedDatabase(database), settings, configure, clockStands: true);
        _own.Add(app);
        return app;
    }

    /// <summary>An empty database: a connection string for PostgreSQL, a file's for SQLite.</summary>
    /// <param name="database">Which kind.</param>
    /// <param name="withPassword">Its user is let in by password only, as on most servers; SQLite has none.</param>
    public async Task<string> NewDatabase(Database database, bool withPassword = false) => database == Database.PostgreSql
        ? await (await _postgres.Value).NewDatabase(withPassword)
        : ConnectionTo(Path.Combine(Scratch.Folder(), "lectern.db"));

    /// <summary>A database of its own as the migrations leave an empty one: made once of each kind and then copied, which takes a small part of the time.</summary>
    /// <param name="database">Which kind.</param>
    /// <param name="folder">Where SQLite's file lies as lectern.db; a new folder when none is given.</param>
    public async Task<string> MigratedDatabase(Database database, string? folder = null)
    {
        var migrated = await _migrated.GetOrAdd(database, d => new(() => Migrate(d))).Value;
        if (database == Database.PostgreSql) return await (await _postgres.Value).CopyOf(migrated);
        var file = Path.Combine(folder ?? Scratch.Folder(), "lectern.db");
        File.Copy(migrated, file);
        return ConnectionTo(file);
    }

    /// <summary>The name of a PostgreSQL database, or SQLite's file. Nobody is connected to it any more, so that it can be copied as it is.</summary>
    private async Task<string> Migrate(Database database)
    {
        var connection = await NewDatabase(database);
        var folder = Directory.CreateTempSubdirectory("lectern-migrated-").FullName;
        await using (var app = LecternApp.Build(new Dictionary<string, string?> { ["Data"] = folder, ["Database:Connection"] = $"{connection};Pooling=False", ["urls"] = "http://127.0.0.1:0" }))
            await LecternApp.Migrate(app.Services, CancellationToken.None);
        Directory.Delete(folder, recursive: true);
        var named = new DbConnectionStringBuilder { ConnectionString = connection };
        return (string)named[database == Database.PostgreSql ? "Database" : "Data Source"];
    }

    private static string ConnectionTo(string file) => $"Data Source={file};Foreign Keys=True";

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _own) await app.DisposeAsync();
        foreach (var app in _shared.Values) await (await app.Value).DisposeAsync();
        if (_postgres.IsValueCreated) await (await _postgres.Value).DisposeAsync();
    }
}
