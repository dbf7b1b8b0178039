using System.Data.Common;
using Lectern.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;

namespace Lectern.Host.Stores;

/// <summary>The embedded database: one file in the data folder, write-ahead logged, every commit on disk before it is told.</summary>
internal static class Sqlite
{
    internal const string Provider = "Microsoft.EntityFrameworkCore.Sqlite";

    internal static string ConnectionString(string dataFolder) => $"Data Source={Path.Combine(dataFolder, "lectern.db")};Foreign Keys=True;Default Timeout=30";

#pragma warning disable EF1001 // see KeptConnection
    internal static void Use(DbContextOptionsBuilder options, string connection) => options
        // A list is one parameter: with one for each of its values the SQL would be another for each length, and written anew each time.
        .UseSqlite(connection, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
        .AddInterceptors(Settings, Prepared, InTurn)
        .ReplaceService<ISqliteRelationalConnection, KeptConnection>();
#pragma warning restore EF1001

    private static readonly ConnectionSettings Settings = new();
    private static readonly PreparedStatements Prepared = new();
    private static readonly StatementsInTurn InTurn = new();

    /// <summary>Readers go on while one writes; the mode stays with the file.</summary>
    internal static Task UseWriteAheadLog(LecternDb db, CancellationToken cancel) => db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancel);

    /// <summary>
    /// So long SQLite itself waits for another writer, in steps of 1, 2, 5 … milliseconds. Left to the driver, whoever meets a
    /// writer sleeps for 150 milliseconds, time after time.
    /// </summary>
    internal const int PatienceMilliseconds = 5000;

    /// <summary>What each connection of a unit of work is told when it opens.</summary>
    private sealed class ConnectionSettings : DbConnectionInterceptor
    {
        /// <summary>Of the file's pages, for each connection; the operating system keeps them once for all.</summary>
        private const int CacheKilobytes = 512;

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Apply(connection);
            return Task.CompletedTask;
        }

        private static void Apply(DbConnection connection)
        {
            var handle = ((SqliteConnection)connection).Handle;
            SQLitePCL.raw.sqlite3_busy_timeout(handle, PatienceMilliseconds);
            SQLitePCL.raw.sqlite3_exec(handle, $"PRAGMA cache_size = -{CacheKilobytes}");
        }
    }
}

/// <summary>Makes connections for those who bring their own instead of a unit of work: they take no turn, but wait as patiently.</summary>
internal sealed class PatientSqlite : DbProviderFactory
{
    internal static readonly PatientSqlite Instance = new();

    public override DbConnection CreateConnection() => new Connection();
    public override DbCommand CreateCommand() => SqliteFactory.Instance.CreateCommand();
    public override DbParameter CreateParameter() => SqliteFactory.Instance.CreateParameter();
    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => SqliteFactory.Instance.CreateConnectionStringBuilder();

    private sealed class Connection : SqliteConnection
    {
        public override void Open()
        {
            base.Open();
            SQLitePCL.raw.sqlite3_busy_timeout(Handle, Sqlite.PatienceMilliseconds);
        }
    }
}
