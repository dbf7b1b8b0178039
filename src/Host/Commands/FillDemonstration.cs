using Lectern.Host.Demonstration;

namespace Lectern.Host.Commands;

internal static class FillDemonstration
{
    /// <summary>For the command: starts the program on a free port for as long as the filling takes.</summary>
    internal static async Task<int> Run(WebApplication app, Screen screen, string size, CancellationToken cancel)
    {
        if (!await Serve.IsEmpty(app.Services, cancel)) return screen.Failed("not-empty", "This database already has people in it. A demonstration is only put into an empty one: choose another --data folder.");
        await app.StartAsync(cancel);
        await Fill(app, screen, Enum.Parse<DemonstrationSize>(size, ignoreCase: true), cancel);
        await app.StopAsync(cancel);
        return screen.Done(new { size }, "A demonstration institution has been filled in.");
    }

    /// <summary>Into a running program.</summary>
    internal static Task Fill(WebApplication app, Screen screen, DemonstrationSize size, CancellationToken cancel) =>
        screen.Working("Filling in a demonstration institution", report => DemonstrationInstitution.Fill(app, size, report, cancel));
}
