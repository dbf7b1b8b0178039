using System.Net;
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
        await app.StartAsync(cancel);
        var address = app.Urls.First();
        if (fillWhenEmpty && await IsEmpty(app.Services, cancel))
        {
            // Its passwords are known to everyone who has read this.
            if (IsLoopback(address)) await FillDemonstration.Fill(app, screen, DemonstrationSize.Small, cancel);
            else screen.Say("The database is empty. Add the first administrator: user add EMAIL --role administrator");
        }

        screen.Done(new { address, content = app.Urls.Last() }, $"Lectern is running at {address}   (stop: Ctrl+C)");
        if (await DemonstrationInstitution.IsHere(app.Services, cancel))
            foreach (var (who, email) in DemonstrationInstitution.SignIns) screen.Say($"  {who,-14} {email,-24} {DemonstrationInstitution.Password}");
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    internal static async Task<bool> IsEmpty(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        return !await scope.ServiceProvider.GetRequiredService<LecternDb>().People.AnyAsync(cancel);
    }

    private static bool IsLoopback(string address) => new Uri(address).Host is var host && (host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
}
