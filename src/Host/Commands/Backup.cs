using System.IO.Compression;
using System.Text.Json;
using Lectern.Data;
using Lectern.Files;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Host.Commands;

/// <summary>What stands in a backup's <c>backup.json</c>.</summary>
internal sealed record BackupManifest(int Format, DateTimeOffset At, string Database, string LastMigration, int Files)
{
    internal const string Name = "backup.json";
    internal const int CurrentFormat = 1;
    /// <summary>A copy of the embedded database's file.</summary>
    internal const string SqliteEntry = "database/lectern.db";
    /// <summary>pg_dump's custom format.</summary>
    internal const string PostgresEntry = "database/lectern.pgdump";
    internal const string FilesFolder = "files/";
}

/// <summary>
/// Writes a consistent copy of the database first and the files after it: what the copy points at is in the store by then,
/// because content is stored before it is referred to, and never changes. The server may go on running; only an old file
/// whose last reference goes meanwhile, and that is swept before its turn, is missing.
/// </summary>
internal static class Backup
{
    internal static async Task<int> Run(WebApplication app, Screen screen, string target, CancellationToken cancel)
    {
        if (File.Exists(target)) return screen.Failed("file-exists", $"{target} is there already. Choose another name.");
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        var store = scope.ServiceProvider.GetRequiredService<IFileStore>();
        var half = target + ".half";
        var files = 0;
        try
        {
            await screen.Working("Backing up", async report =>
            {
                await using var zip = new ZipArchive(File.Create(half), ZipArchiveMode.Create);
                await CopyDatabase(db, app.Configuration, zip, cancel);
                report(0.3);
                await foreach (var file in store.List(cancel))
                {
                    await using var from = await store.Open(file.Hash, null, cancel);
                    if (from is null) continue;
                    await using var to = zip.CreateEntry(BackupManifest.FilesFolder + file.Hash, CompressionLevel.NoCompression).Open();
                    await from.CopyToAsync(to, cancel);
                    files++;
                }

                var manifest = new BackupManifest(BackupManifest.CurrentFormat, scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow(),
                    db.Database.IsEmbedded() ? "sqlite" : "postgresql", (await db.Database.GetAppliedMigrationsAsync(cancel)).Last(), files);
                await using var about = zip.CreateEntry(BackupManifest.Name).Open();
                await JsonSerializer.SerializeAsync(about, manifest, cancellationToken: cancel);
            });
            File.Move(half, target);
        }
        catch (InvalidOperationException refused)
        {
            return screen.Failed("backup-failed", refused.Message);
        }
        finally
        {
            File.Delete(half);
        }

        var size = new FileInfo(target).Length;
        return screen.Done(new { file = Path.GetFullPath(target), files, bytes = size }, $"Wrote {target}: the database and {files:N0} files, {size / 1048576.0:N1} MB.");
    }

    private static async Task CopyDatabase(LecternDb db, IConfiguration configuration, ZipArchive zip, CancellationToken cancel)
    {
        var copy = Path.Combine(Path.GetTempPath(), $"lectern-{Path.GetRandomFileName()}");
        try
        {
            if (db.Database.IsEmbedded()) await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}", cancel);
            else await PostgresTool.Run("pg_dump", PostgresTool.ConnectionOf(configuration), ["--format=custom", "--no-owner", "--file", copy], cancel);
            await using var from = File.OpenRead(copy);
            await using var to = zip.CreateEntry(db.Database.IsEmbedded() ? BackupManifest.SqliteEntry : BackupManifest.PostgresEntry, CompressionLevel.Fastest).Open();
            await from.CopyToAsync(to, cancel);
        }
        finally
        {
            File.Delete(copy);
        }
    }
}
