using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Lectern.Host.Commands;

/// <summary>PostgreSQL's own tools, for what they do best.</summary>
internal static class PostgresTool
{
    /// <summary>As it was configured: what an open connection says of itself holds no password.</summary>
    internal static string ConnectionOf(IConfiguration configuration) => configuration["Database:Connection"]!;

    /// <exception cref="InvalidOperationException">The tool is missing, or said why it failed.</exception>
    internal static async Task Run(string tool, string connection, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in Environment(new NpgsqlConnectionStringBuilder(connection))) start.Environment[name] = value;
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException($"{tool} is not installed. It comes with PostgreSQL's client package (Debian: apt-get install postgresql-client).");
        }

        using (process)
        {
            var answer = process.StandardOutput.ReadToEndAsync(cancel);
            var said = await process.StandardError.ReadToEndAsync(cancel);
            await answer;
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0) throw new InvalidOperationException($"{tool} failed: {said.Trim()}");
        }
    }

    /// <summary>The connection in the variables of libpq (PostgreSQL documentation, section "Environment Variables"); a password in an argument could be read by every user of the machine.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Environment(NpgsqlConnectionStringBuilder where)
    {
        var variables = new Dictionary<string, string?>
        {
            ["PGHOST"] = where.Host,
            ["PGPORT"] = where.Port.ToString(CultureInfo.InvariantCulture),
            ["PGUSER"] = where.Username,
            ["PGDATABASE"] = where.Database,
            ["PGPASSWORD"] = where.Password,
            ["PGPASSFILE"] = where.Passfile,
            ["PGSSLMODE"] = where.SslMode switch
            {
                SslMode.Disable => "disable",
                SslMode.Allow => "allow",
                SslMode.Require => "require",
                SslMode.VerifyCA => "verify-ca",
                SslMode.VerifyFull => "verify-full",
                _ => "prefer",
            },
            ["PGSSLROOTCERT"] = where.RootCertificate,
            ["PGSSLCERT"] = where.SslCertificate,
            ["PGSSLKEY"] = where.SslKey,
        };
        foreach (var (name, value) in variables)
            if (!string.IsNullOrEmpty(value)) yield return KeyValuePair.Create(name, value);
    }
}
