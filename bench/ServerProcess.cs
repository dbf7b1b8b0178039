using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Lectern.Bench.Serving;

namespace Lectern.Bench;

/// <summary>The program in a process of its own: the server half of the benchmark, the demonstration's command, and `serve` as people start it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    internal Uri Address { get; }

    /// <summary>Starts the server half.</summary>
    internal static async Task<ServerProcess> Start(string data, string? database)
    {
        var process = Launch(["serve", "--data", data, .. Of(database)], typeof(ServerProcess).Assembly.Location, reads: true);
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        _ = process.StandardOutput.ReadToEndAsync();   // so that it never waits for room to write its log
        return new ServerProcess(process, new Uri(address));
    }

    /// <summary>Fills an empty database with the demonstration, by the program's own command; says whether it was empty.</summary>
    internal static async Task<bool> Fill(string data, string? database, string size, CancellationToken cancel)
    {
        using var process = Launch(["demo", "--size", size, "--data", data, "--json", .. Of(database)], Host, reads: true);
        var said = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return process.ExitCode == 0 || (said.Contains("not-empty", StringComparison.Ordinal) ? false : throw new InvalidOperationException($"Filling failed: {said}"));
    }

    /// <summary>How long from starting the program on this database to the first answered request.</summary>
    internal static async Task<TimeSpan> TimeToAnswer(string data, string? database, CancellationToken cancel)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        using var client = new HttpClient { BaseAddress = address };
        var clock = Stopwatch.StartNew();
        using var process = Launch(["serve", "--no-demo", "--urls", address.ToString().TrimEnd('/'), "--data", data, .. Of(database)], Host, reads: false);
        try
        {
            while (clock.Elapsed < TimeSpan.FromSeconds(60) && !process.HasExited)
            {
                try
                {
                    if ((await client.GetAsync("/catalog", cancel)).StatusCode == HttpStatusCode.OK) return clock.Elapsed;
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(5, cancel);   // not listening yet
                }
            }

            throw new InvalidOperationException("The program did not answer.");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    internal async Task<Figures> Figures(HttpClient client, CancellationToken cancel) => (await client.GetFromJsonAsync<Figures>(new Uri(Address, "/bench/figures"), cancel))!;

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(30)));
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    // bench/run publishes both beside each other.
    private static string Host => Path.Combine(AppContext.BaseDirectory, "..", "host", "Lectern.Host.dll");

    private static string[] Of(string? database) => database is null ? [] : ["--database", database];

    /// <param name="reads">Whether the caller reads what it says.</param>
    private static Process Launch(IEnumerable<string> arguments, string program, bool reads)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        var process = Process.Start(start)!;
        if (!reads) _ = process.StandardOutput.ReadToEndAsync();
        return process;
    }

    // Uploaded content is served from the next port, so it should be free too.
    private static int FreePort()
    {
        for (var tries = 0; tries < 100; tries++)
        {
            using var first = new TcpListener(IPAddress.Loopback, 0);
            first.Start();
            var port = ((IPEndPoint)first.LocalEndpoint).Port;
            try
            {
                using var second = new TcpListener(IPAddress.Loopback, port + 1);
                second.Start();
                return port;
            }
            catch (SocketException)
            {
                // taken: try another pair
            }
        }

        throw new InvalidOperationException("No two free ports in a row.");
    }
}
