using System.Diagnostics;

namespace Lectern.Journeys;

/// <summary>
/// A browser as people have one: a process with a profile on the disk that outlives it. The journey starts it itself, so that it can be killed as a
/// power cut would, and opened again. Other journeys share one that Playwright starts, and forgets all at its end.
/// </summary>
public sealed class OwnBrowser(IPlaywright playwright, string program, IEnumerable<string> arguments) : IAsyncDisposable
{
    private const string Listening = "DevTools listening on ";
    private readonly string _profile = Directory.CreateTempSubdirectory("lectern-profile-").FullName;
    private Process? _process;
    private IBrowser? _driven;

    /// <summary>The one of its profile.</summary>
    public IBrowserContext Context => _driven!.Contexts[0];

    /// <summary>Opens it, again and again on the same profile.</summary>
    public async Task Start()
    {
        var start = new ProcessStartInfo(program, [.. arguments, "--headless", "--remote-debugging-port=0", $"--user-data-dir={_profile}", "about:blank"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        _process?.Dispose();
        _process = Process.Start(start)!;
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith(Listening, StringComparison.Ordinal) ?? false) address.TrySetResult(line.Data[Listening.Length..]);
        };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        _driven = await playwright.Chromium.ConnectOverCDPAsync(await address.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        Context.SetDefaultTimeout(15_000);
    }

    /// <summary>SIGKILL, for the process that was started and those that it has started: nothing runs to its end, nothing is written any more.</summary>
    public async Task Kill()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) await Kill();
        _process?.Dispose();
        if (_driven is not null) await _driven.DisposeAsync();
        Directory.Delete(_profile, recursive: true);
    }
}
