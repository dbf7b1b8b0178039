using Lectern.Host.Demonstration;

namespace Lectern.Host.Commands;

internal static class FillDemonstration
{
    internal static async Task<int> Run(WebApplication app, Screen screen, string size, CancellationToken cancel)
    {
        if (!await Serve.IsEmpty(app.Services, cancel)) return screen.Failed("not-empty", "This database already has people in it. A demonstration is only put into an empty one: choose another --data folder.");
        await screen.Working("Filling in a demonstration institution", report => DemonstrationInstitution.Fill(app.Services, Enum.Parse<DemonstrationSize>(size, ignoreCase: true), report, cancel));
        return screen.IsForPrograms ? 0 : screen.Done(new { size }, "A demonstration institution has been filled in.");
    }
}
