namespace Lectern.Host.Commands;

internal static class Migrate
{
    internal static async Task<int> Run(WebApplication app, Screen screen, CancellationToken cancel)
    {
        var applied = await LecternApp.Migrate(app.Services, cancel);
        return screen.Done(new { applied }, applied.Count == 0 ? "The database is up to date." : $"Applied: {string.Join(", ", applied)}.");
    }
}
