using Lectern.Data;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Host.Stores;

/// <summary>The embedded database: one file in the data folder, write-ahead logged, every commit on disk before it is told.</summary>
internal static class Sqlite
{
    internal static string ConnectionString(string dataFolder) => $"Data Source={Path.Combine(dataFolder, "lectern.db")};Foreign Keys=True;Default Timeout=30";

    internal static void Use(DbContextOptionsBuilder options, string connection) => options.UseSqlite(connection);

    /// <summary>Readers go on while one writes; the mode stays with the file.</summary>
    internal static Task UseWriteAheadLog(LecternDb db, CancellationToken cancel) => db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancel);
}
