using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Lectern.Data;
using Lectern.Files;
using Lectern.Host;
using Lectern.Host.Commands;
using Lectern.Kernel;
using Lectern.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Operations;

public sealed class A_backup(Apps apps)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task brings_everything_back(Database database)
    {
        await using var here = await Installation.Found(await apps.NewDatabase(database, withPassword: true));
        await here.Add("ada@example.org", "Ada");
        var hash = await here.Store("what was uploaded");
        var file = Path.Combine(here.Folder, "backup.zip");
        Assert.Equal(0, await Backup.Run(here.App, new Screen(json: true), file, Cancel));

        await using var there = await Installation.Found(await apps.NewDatabase(database, withPassword: true));
        await there.Add("bob@example.org", "Bob");
        Assert.Equal(1, await Restore.Run(there.App, new Screen(json: true), file, replace: false, Cancel));
        Assert.Equal(["bob@example.org"], await there.Addresses());
        Assert.Equal(0, await Restore.Run(there.App, new Screen(json: true), file, replace: true, Cancel));
        Assert.Equal(["ada@example.org"], await there.Addresses());
        await using var content = await there.App.Services.GetRequiredService<IFileStore>().Open(hash, null, Cancel);
        Assert.Equal("what was uploaded", await new StreamReader(content!).ReadToEndAsync(Cancel));
    }

    [Theory, EveryDatabase]
    public async Task of_an_older_schema_is_brought_up_to_date(Database database)
    {
        // What a later version added is in the way of an older backup, which adds it once more when it is migrated.
        await using var older = await Installation.Found(await apps.NewDatabase(database, withPassword: true));
        await older.Add("ada@example.org", "Ada");
        var last = await older.Db(db => Task.FromResult(db.Database.GetMigrations().Last()));
        await older.Db(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("""ALTER TABLE "Person" DROP COLUMN "SearchText" """, Cancel);
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261127_0415_AddSearchText' """, Cancel);
            return 0;
        });
        var file = Path.Combine(older.Folder, "backup.zip");
        Assert.Equal(0, await Backup.Run(older.App, new Screen(json: true), file, Cancel));

        await using var here = await Installation.Found(await apps.NewDatabase(database, withPassword: true));
        await here.Db(db => db.Database.ExecuteSqlRawAsync("""CREATE TABLE "FromLater" ("Id" integer PRIMARY KEY)""", Cancel));
        Assert.Equal(0, await Restore.Run(here.App, new Screen(json: true), file, replace: true, Cancel));
        Assert.Equal(["ada@example.org"], await here.Addresses());
        Assert.Equal(last, await here.Db(async db => (await db.Database.GetAppliedMigrationsAsync(Cancel)).Last()));
        Assert.Equal(" ada ada example org", await here.Db(db => db.People.Select(p => p.SearchText).SingleAsync(Cancel)));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => here.Db(db => db.Database.ExecuteSqlRawAsync("""SELECT 1 FROM "FromLater" """, Cancel)));
    }

    [Theory, EveryDatabase]
    public async Task of_a_newer_version_is_refused(Database database)
    {
        await using var here = await Installation.Found(await apps.NewDatabase(database, withPassword: true));
        await here.Add("ada@example.org", "Ada");
        var file = Path.Combine(here.Folder, "backup.zip");
        await using (var zip = await ZipFile.OpenAsync(file, ZipArchiveMode.Create, Cancel))
        {
            await using var about = await zip.CreateEntry(BackupManifest.Name).OpenAsync(Cancel);
            await JsonSerializer.SerializeAsync(about, new BackupManifest(BackupManifest.CurrentFormat, DateTimeOffset.UnixEpoch, database == Database.Sqlite ? "sqlite" : "postgresql", "20991231_2359_Tomorrow", 0), cancellationToken: Cancel);
        }

        Assert.Equal(1, await Restore.Run(here.App, new Screen(json: true), file, replace: true, Cancel));
        Assert.Equal(["ada@example.org"], await here.Addresses());
    }

    [Fact]
    public async Task is_not_restored_into_a_database_that_a_server_has_open()
    {
        await using var here = await Installation.Found(await apps.NewDatabase(Database.Sqlite));
        await here.Add("ada@example.org", "Ada");
        var file = Path.Combine(here.Folder, "backup.zip");
        Assert.Equal(0, await Backup.Run(here.App, new Screen(json: true), file, Cancel));
        await here.Add("bob@example.org", "Bob");
        await using (var server = new Microsoft.Data.Sqlite.SqliteConnection(here.Connection + ";Pooling=False"))
        {
            await server.OpenAsync(Cancel);
            await using var reads = server.CreateCommand();
            reads.CommandText = "SELECT count(*) FROM Person";
            await reads.ExecuteScalarAsync(Cancel);
            Assert.Equal(1, await Restore.Run(here.App, new Screen(json: true), file, replace: true, Cancel));
        }

        Assert.Equal(["ada@example.org", "bob@example.org"], await here.Addresses());
        Assert.Equal(0, await Restore.Run(here.App, new Screen(json: true), file, replace: true, Cancel));
        Assert.Equal(["ada@example.org"], await here.Addresses());
    }

    /// <summary>The program as a command has it: built, not listening.</summary>
    private sealed class Installation(WebApplication app, string folder, string connection) : IAsyncDisposable
    {
        internal WebApplication App => app;
        internal string Folder => folder;
        internal string Connection => connection;

        internal static async Task<Installation> Found(string connection)
        {
            var folder = Directory.CreateTempSubdirectory("lectern-backup-").FullName;
            var app = LecternApp.Build(new Dictionary<string, string?> { ["Database:Connection"] = connection, ["Data"] = folder, ["urls"] = "http://127.0.0.1:0" });
            await LecternApp.Migrate(app.Services, Cancel);
            return new Installation(app, folder, connection);
        }

        internal async Task<T> Db<T>(Func<LecternDb, Task<T>> work)
        {
            await using var scope = app.Services.CreateAsyncScope();
            return await work(scope.ServiceProvider.GetRequiredService<LecternDb>());
        }

        internal Task<int> Add(string email, string name) => Db(async db =>
        {
            db.Add(new Person(name, email, DateTimeOffset.UnixEpoch) { NormalizedEmail = email.ToUpperInvariant(), NormalizedUserName = email.ToUpperInvariant() });
            return await db.SaveChangesAsync(Cancel);
        });

        internal Task<List<string?>> Addresses() => Db(db => db.People.OrderBy(p => p.Email).Select(p => p.Email).ToListAsync(Cancel));

        internal async Task<string> Store(string text) => (await app.Services.GetRequiredService<IFileStore>().Write(new MemoryStream(Encoding.UTF8.GetBytes(text)), 1000, Cancel)).Hash;

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
