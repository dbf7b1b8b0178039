using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Lectern.Tests;

/// <summary>The program as people run it: a process of its own, that can be killed and started again on the same data.</summary>
public sealed class TheProgram : IAsyncDisposable
{
    private readonly string _data;
    private readonly bool _ownsData;
    private readonly string[] _arguments;
    private TaskCompletionSource _listening = new();
    private Process? _process;

    private TheProgram(string data, bool ownsData, int port, string[] arguments) =>
        (_data, _ownsData, Address, _arguments) = (data, ownsData, new Uri($"http://127.0.0.1:{port}"), arguments);

    public Uri Address { get; }

    /// <summary>What it said on its standard outputs; for messages of tests that failed.</summary>
    public StringBuilder Said { get; } = new();

    /// <summary>Starts it on an empty data folder, or on <paramref name="data"/>; returns when it answers.</summary>
    public static async Task<TheProgram> Start(string? data = null, params string[] arguments)
    {
        var program = new TheProgram(data ?? Directory.CreateTempSubdirectory("lectern-run-").FullName, data is null, FreePort(), arguments);
        await program.Start();
        return program;
    }

    /// <summary>Starts it again, at the same address, on the same data.</summary>
    public async Task Start()
    {
        _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = Process.Start(Command(["serve", "--urls", Address.ToString().TrimEnd('/'), "--data", _data, .. _arguments]))!;
        _process.OutputDataReceived += Note;
        _process.ErrorDataReceived += Note;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        if (await Task.WhenAny(_listening.Task, _process.WaitForExitAsync()).WaitAsync(TimeSpan.FromMinutes(2)) != _listening.Task) throw new InvalidOperationException($"The program did not start:\n{Said}");
        using var client = new HttpClient { BaseAddress = Address };
        var ready = await client.GetAsync("/health/ready");
        if (ready.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"The program listens and is not ready:\n{Said}");
    }

    /// <summary>Ends it as a power cut would: SIGKILL, no chance to tidy up.</summary>
    public async Task Kill()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Runs a command of the command line on the same data and returns its JSON answer.</summary>
    public async Task<JsonElement> Run(params string[] command)
    {
        var (exit, answer) = await Ask([.. command, "--data", _data, .. _arguments.Where(a => a != "--no-demo")]);
        return exit == 0 ? answer : throw new InvalidOperationException($"{string.Join(' ', command)} failed:\n{answer}");
    }

    /// <summary>Runs a command of the command line and returns its exit code and its JSON answer.</summary>
    public static async Task<(int Exit, JsonElement Answer)> Ask(params string[] command)
    {
        using var process = Process.Start(Command([.. command, "--json"]))!;
        var errors = process.StandardError.ReadToEndAsync();
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return answer.Length > 0 ? (process.ExitCode, JsonDocument.Parse(answer).RootElement) : throw new InvalidOperationException($"{string.Join(' ', command)} said nothing:\n{await errors}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) await Kill();
        _process?.Dispose();
        if (_ownsData) Directory.Delete(_data, recursive: true);
    }

    private void Note(object sender, DataReceivedEventArgs line)
    {
        lock (Said) Said.AppendLine(line.Data);
        if (line.Data?.Contains("is running at", StringComparison.Ordinal) ?? false) _listening.TrySetResult();
    }

    private static ProcessStartInfo Command(IEnumerable<string> arguments)
    {
        // artifacts/bin/{project}/{configuration}: the program lies beside the tests.
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        var host = Path.Combine(tests.Parent!.Parent!.FullName, "Host", tests.Name, "Lectern.Host.dll");
        if (!File.Exists(host)) throw new InvalidOperationException($"{host} is not built.");
        var start = new ProcessStartInfo("dotnet", [host, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["RateLimits__Off"] = "true";
        return start;
    }

    // Uploaded content is served from the next port, so two in a row must be free.
    private static int FreePort()
    {
        while (true)
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
            catch (ArgumentOutOfRangeException)
            {
                // the last port of all
            }
        }
    }
}
