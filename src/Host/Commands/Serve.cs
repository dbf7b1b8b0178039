using Lectern.Data;
using Lectern.Host.Demonstration;
using Lectern.People;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Host.Commands;

internal static class Serve
{
    internal static async Task<int> Run(WebApplication app, Screen screen, bool fillWhenEmpty, CancellationToken cancel)
    {
        await LecternApp.Migrate(app.Services, cancel);
        if (fillWhenEmpty && await IsEmpty(app.Services, cancel)) await FillDemonstration.Run(app, screen, "small", cancel);
        await app.StartAsync(cancel);
        var address = app.Urls.First();
        screen.Done(new { address, content = app.Urls.Last() }, $"Lectern is running at {address}   (stop: Ctrl+C)");
        if (await DemonstrationInstitution.IsHere(app.Services, cancel))
            foreach (var (who, email) in DemonstrationInstitution.SignIns) screen.Say($"  {who,-14} {email,-26} {DemonstrationInstitution.Password}");
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    internal static async Task<bool> IsEmpty(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        return !await scope.ServiceProvider.GetRequiredService<LecternDb>().People.AnyAsync(cancel);
    }
}
