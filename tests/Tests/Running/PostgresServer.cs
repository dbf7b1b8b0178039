using System.Diagnostics;
using Npgsql;

namespace Lectern.Tests;

/// <summary>A real PostgreSQL that the test run starts for itself, in a folder of its own, reachable by its socket only.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string UserWithPassword = "lectern", Password = "let me in; 'please'";

    private readonly string _binaries;
    private readonly string _folder;
    private int _databases;

    private PostgresServer(string binaries, string folder) => (_binaries, _folder) = (binaries, folder);

    internal static async Task<PostgresServer> Start()
    {
        var binaries = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")).LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
            : null;
        binaries = binaries ?? throw new InvalidOperationException("PostgreSQL is not installed; ./test installs it on Debian.");
        var folder = Directory.CreateTempSubdirectory("lectern-pg-").FullName;
        if (Environment.UserName == "root") await Run("chown", "postgres", folder);
        await AsServerUser(Path.Combine(binaries, "initdb"), "-D", Path.Combine(folder, "data"), "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale", "C.UTF-8");
        await AsServerUser("sh", "-c", $"printf 'local all postgres trust\\nlocal all all scram-sha-256\\n' > {Path.Combine(folder, "data", "pg_hba.conf")}");
        await AsServerUser(Path.Combine(binaries, "pg_ctl"), "start", "-w", "-D", Path.Combine(folder, "data"), "-l", Path.Combine(folder, "log"),
            "-o", $"-k {folder} -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off -c max_connections=900 -c log_min_messages=fatal");
        var started = new PostgresServer(binaries, folder);
        await started.Say($"CREATE ROLE {UserWithPassword} LOGIN PASSWORD '{Password.Replace("'", "''", StringComparison.Ordinal)}'");
        return started;
    }

    /// <summary>A connection string to a new, empty database.</summary>
    internal async Task<string> NewDatabase(bool withPassword = false)
    {
        var name = $"lectern_{Interlocked.Increment(ref _databases)}";
        await Say(withPassword ? $"CREATE DATABASE {name} OWNER {UserWithPassword}" : $"CREATE DATABASE {name}");
        return withPassword ? new NpgsqlConnectionStringBuilder(To(name)) { Username = UserWithPassword, Password = Password }.ToString() : To(name);
    }

    /// <summary>A connection string to a copy of the database with this name, to which nobody may be connected.</summary>
    internal async Task<string> CopyOf(string template)
    {
        var name = $"lectern_{Interlocked.Increment(ref _databases)}";
        await Say($"CREATE DATABASE {name} TEMPLATE {template}");
        return To(name);
    }

    private async Task Say(string statement)
    {
        await using var connection = new NpgsqlConnection(To("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await AsServerUser(Path.Combine(_binaries, "pg_ctl"), "stop", "-w", "-m", "immediate", "-D", Path.Combine(_folder, "data"));
        Directory.Delete(_folder, recursive: true);
    }

    private string To(string database) => $"Host={_folder};Username=postgres;Database={database};Maximum Pool Size=30";

    private static async Task AsServerUser(string file, params string[] arguments)
    {
        using var process = Process.Start(Command(file, arguments))!;
        var said = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{file} failed: {await said}");
    }

    // PostgreSQL refuses to run as root.
    private static ProcessStartInfo Command(string file, params string[] arguments) => Environment.UserName == "root"
        ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", file, .. arguments]) { RedirectStandardOutput = true, WorkingDirectory = "/" }
        : new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, WorkingDirectory = "/" };

    private static async Task Run(string file, params string[] arguments)
    {
        using var process = Process.Start(file, arguments);
        await process.WaitForExitAsync();
    }
}
