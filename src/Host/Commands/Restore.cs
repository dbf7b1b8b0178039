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

                await PutDatabase(db, zip, cancel);
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

    private static async Task PutDatabase(LecternDb db, ZipArchive zip, CancellationToken cancel)
    {
        var entry = zip.GetEntry(db.Database.IsEmbedded() ? BackupManifest.SqliteEntry : BackupManifest.PostgresEntry) ?? throw new InvalidOperationException("The backup holds no database.");
        var connection = db.Database.GetConnectionString()!;
        var target = db.Database.IsEmbedded() ? new SqliteConnectionStringBuilder(connection).DataSource : Path.GetTempPath();
        var copy = db.Database.IsEmbedded() ? target + ".restoring" : Path.Combine(target, $"lectern-{Path.GetRandomFileName()}");
        try
        {
            await using (var to = File.Create(copy))
            {
                await using var from = entry.Open();
                await from.CopyToAsync(to, cancel);
            }

            if (db.Database.IsEmbedded())
            {
                await db.Database.CloseConnectionAsync();
                SqliteConnection.ClearAllPools();
                File.Delete(target + "-wal");
                File.Delete(target + "-shm");
                File.Move(copy, target, overwrite: true);
                await Stores.Sqlite.UseWriteAheadLog(db, cancel);
            }
            else
            {
                await PostgresTool.Run("pg_restore", connection, ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--dbname", new Npgsql.NpgsqlConnectionStringBuilder(connection).Database!, copy], cancel);
            }
        }
        finally
        {
            File.Delete(copy);
        }
    }
}
