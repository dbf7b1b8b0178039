using System.Net;
using Lectern.Data;
using Lectern.Host.Demonstration;
using Lectern.People;
using Microsoft.AspNetCore.Connections;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Host.Commands;

internal static class Serve
{
    // Whoever sets one of these means it for other people, also where it listens on this machine only: a proxy stands before it.
    private static readonly string[] MeantForOthers = ["Database:Connection", "Site:Address", "Content:Origin", "Proxies"];

    /// <param name="app">The program, gathered.</param>
    /// <param name="screen">Where it says what it does.</param>
    /// <param name="fillWhenEmpty">Whether an empty database gets the demonstration; null for only where somebody tries it out.</param>
    /// <param name="cancel">Ends it.</param>
    internal static async Task<int> Run(WebApplication app, Screen screen, bool? fillWhenEmpty, CancellationToken cancel)
    {
        // Beside the database, which takes as long: the first visitor would wait for the routes.
        var database = Task.Run(() => LecternApp.Migrate(app.Services, cancel), cancel);
        try
        {
            LecternApp.UsePipeline(app);
            LecternApp.LayOutRoutes(app);
        }
        finally
        {
            await database;   // never left in the middle
        }

        var asked = app.Configuration["urls"]!.Split(';')[0];
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await app.StopAsync(CancellationToken.None);
            return screen.Failed("address-in-use", $"Something listens at {asked} already, or at the port after it, where uploaded content is served from. End it, or choose another address: --urls http://127.0.0.1:5200");
        }

        var address = app.Urls.First();
        if (await IsEmpty(app.Services, cancel))
        {
            if (fillWhenEmpty ?? IsTriedOut(app.Configuration, address)) await FillDemonstration.Fill(app, screen, DemonstrationSize.Small, cancel);
            else screen.Say("The database is empty. Add the first administrator: user add EMAIL --role administrator (or start with --demo for a look around).");
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

    /// <summary>Whether it runs only for whoever started it. The passwords of the demonstration are known to everyone who has read them.</summary>
    internal static bool IsTriedOut(IConfiguration configuration, string address) =>
        IsLoopback(address) && MeantForOthers.All(setting => string.IsNullOrEmpty(configuration[setting]));

    internal static bool IsLoopback(string address) =>
        BindingAddress.Parse(address).Host is var host && (host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
}
