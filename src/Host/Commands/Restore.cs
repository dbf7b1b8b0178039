using System.IO.Compression;
using System.Text.Json;
using Lectern.Data;
using Lectern.Files;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Host.Commands;

/// <summary>Brings back a backup into the same kind of database. Files are checked against their names, which are their hashes.</summary>
internal static class Restore
{
    internal static async Task<int> Run(WebApplication app, Screen screen, string source, bool replace, CancellationToken cancel)
    {
        if (!File.Exists(source)) return screen.Failed("file-missing", $"There is no file {source}.");
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        var store = scope.ServiceProvider.GetRequiredService<IFileStore>();
        using var zip = Open(source);
        if (zip is null || await ReadManifest(zip, cancel) is not { } manifest) return screen.Failed("not-a-backup", $"{source} is not a backup of Lectern.");
        if (manifest.Format > BackupManifest.CurrentFormat) return screen.Failed("newer", "This backup was written by a newer version. Update Lectern first.");
        if (!db.Database.GetMigrations().Contains(manifest.LastMigration)) return screen.Failed("newer", $"This backup is of a newer version: its database has {manifest.LastMigration}, which this one doesn't know. Update Lectern first.");
        var here = db.Database.IsEmbedded() ? "sqlite" : "postgresql";
        if (manifest.Database != here) return screen.Failed("other-database", $"This backup is of a {manifest.Database} database, and the one here is {here}.");
        if (!replace && await HasPeople(db, cancel)) return screen.Failed("not-empty", "There is a database with people in it here. Add --replace to put the backup in its place.");

        try
        {
            await screen.Working("Restoring", async report =>
            {
                var done = 0;
                foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith(BackupManifest.FilesFolder, StringComparison.Ordinal) && e.Name.Length > 0))
                {
                    await using var from = entry.Open();
                    var stored = await store.Write(from, long.MaxValue, cancel);
                    if (stored.Hash != entry.Name) throw new InvalidOperationException($"The file {entry.Name} in this backup is damaged. Nothing of the database was changed.");
                    report(0.7 * ++done / Math.Max(1, manifest.Files));
                }

                await PutDatabase(db, app.Configuration, zip, cancel);
            });
        }
        catch (InvalidOperationException refused)
        {
            return screen.Failed("restore-failed", refused.Message);
        }

        await LecternApp.Migrate(app.Services, cancel);
        return screen.Done(new { manifest.At, manifest.Files }, $"Restored what was saved on {manifest.At:yyyy-MM-dd HH:mm} UTC: the database and {manifest.Files:N0} files.");
    }

    private static ZipArchive? Open(string source)
    {
        try
        {
            return ZipFile.OpenRead(source);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static async Task<BackupManifest?> ReadManifest(ZipArchive zip, CancellationToken cancel)
    {
        if (zip.GetEntry(BackupManifest.Name) is not { } entry) return null;
        await using var stream = entry.Open();
        return await JsonSerializer.DeserializeAsync<BackupManifest>(stream, cancellationToken: cancel);
    }

    private static async Task<bool> HasPeople(LecternDb db, CancellationToken cancel)
    {
        try
        {
            return await db.Database.CanConnectAsync(cancel) && (await db.Database.GetAppliedMigrationsAsync(cancel)).Any() && await db.Set<People.Person>().AnyAsync(cancel);
        }
        catch (System.Data.Common.DbException)
        {
            return false;   // a database without our tables
        }
    }

    private static async Task PutDatabase(LecternDb db, IConfiguration configuration, ZipArchive zip, CancellationToken cancel)
    {
        var entry = zip.GetEntry(db.Database.IsEmbedded() ? BackupManifest.SqliteEntry : BackupManifest.PostgresEntry) ?? throw new InvalidOperationException("The backup holds no database.");
        if (db.Database.IsEmbedded()) await PutSqlite(db, entry, cancel);
        else await PutPostgres(PostgresTool.ConnectionOf(configuration), entry, cancel);
    }

    private static async Task PutSqlite(LecternDb db, ZipArchiveEntry entry, CancellationToken cancel)
    {
        var target = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()!).DataSource;
        var copy = target + ".restoring";
        try
        {
            await Unpack(entry, copy, cancel);
            await db.Database.LetGo();
            SqliteConnection.ClearAllPools();
            if (File.Exists(target)) await RefuseWhileInUse(target, cancel);
            File.Delete(target + "-wal");
            File.Delete(target + "-shm");
            File.Move(copy, target, overwrite: true);
            await Stores.Sqlite.UseWriteAheadLog(db, cancel);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    /// <summary>SQLite leaves the write-ahead log only when nobody else has the database open (sqlite.org/wal.html, section 2.1): a server that runs keeps it open.</summary>
    private static async Task RefuseWhileInUse(string file, CancellationToken cancel)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 2 }.ToString());
        try
        {
            await connection.OpenAsync(cancel);
            await using var leave = connection.CreateCommand();
            leave.CommandText = "PRAGMA journal_mode = DELETE";
            if (await leave.ExecuteScalarAsync(cancel) is "delete") return;
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode is 5 or 6)   // SQLITE_BUSY, SQLITE_LOCKED
        {
        }
        catch (SqliteException broken) when (broken.SqliteErrorCode is 11 or 26)   // SQLITE_CORRUPT, SQLITE_NOTADB: that is why it is restored
        {
            return;
        }

        throw new InvalidOperationException("The database is in use. Stop the server first; nothing was changed.");
    }

    /// <summary>
    /// In one transaction: what is here goes, and what was saved comes. Everything goes, also tables that the backup doesn't
    /// know: it may be older than the schema here, and migrating it would otherwise meet them.
    /// </summary>
    private static async Task PutPostgres(string connection, ZipArchiveEntry entry, CancellationToken cancel)
    {
        const string empty = """
            DO $$ DECLARE found record; BEGIN
              FOR found IN SELECT schemaname, tablename FROM pg_tables WHERE schemaname = 'public' LOOP
                EXECUTE format('DROP TABLE IF EXISTS %I.%I CASCADE', found.schemaname, found.tablename);
              END LOOP;
            END $$
            """;
        var copy = Path.Combine(Path.GetTempPath(), $"lectern-{Path.GetRandomFileName()}");
        var script = copy + ".sql";
        try
        {
            await Unpack(entry, copy, cancel);
            await PostgresTool.Run("pg_restore", connection, ["--no-owner", "--no-privileges", "--file", script, copy], cancel);
            await PostgresTool.Run("psql", connection, ["--no-psqlrc", "--quiet", "--single-transaction", "--set", "ON_ERROR_STOP=1", "--command", empty, "--file", script], cancel);
            Npgsql.NpgsqlConnection.ClearAllPools();   // prepared for tables that are gone
        }
        finally
        {
            File.Delete(copy);
            File.Delete(script);
        }
    }

    private static async Task Unpack(ZipArchiveEntry entry, string file, CancellationToken cancel)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;   // the temporary folder is everyone's
        await using var to = new FileStream(file, options);
        await using var from = entry.Open();
        await from.CopyToAsync(to, cancel);
    }
}
