using Lectern.Data;
using Lectern.Data.Outbox;
using Lectern.Files;
using Lectern.Notifications;
using Lectern.Progress;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Host.Commands;

/// <summary>Looks at everything that can be wrong with a set-up and says what to do about it. Exit code 1 when something must be mended.</summary>
internal static class Doctor
{
    private sealed record Finding(string Check, bool Ok, string Said, string? Mend = null);

    internal static async Task<int> Run(WebApplication app, Screen screen, string urls, CancellationToken cancel)
    {
        var findings = new List<Finding>();
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        var configuration = app.Configuration;

        var databaseAnswers = false;
        try
        {
            databaseAnswers = await db.Database.CanConnectAsync(cancel);
            findings.Add(databaseAnswers
                ? new("database", true, $"The {(db.Database.IsEmbedded() ? "embedded" : "PostgreSQL")} database answers.")
                : new("database", false, "The database doesn't answer.", db.Database.IsEmbedded() ? "Run migrate to create it." : "Check --database and that the server runs."));
        }
        catch (Exception broken) when (broken is System.Data.Common.DbException or InvalidOperationException)
        {
            findings.Add(new("database", false, $"The database can't be opened: {broken.Message}", "Check --data and --database."));
        }

        if (databaseAnswers && await LookIntoDatabase(db, scope.ServiceProvider.GetRequiredService<Handlers>(), findings, cancel))
            await LookAtProgress(scope.ServiceProvider.GetRequiredService<ProgressVerification>(), findings, cancel);
        LookAtFolder(configuration["Data"]!, findings);
        await LookAtFiles(scope.ServiceProvider.GetRequiredService<IFileStore>(), findings, cancel);
        findings.Add(configuration["Mail:Smtp:Host"] is { Length: > 0 } host
            ? new("mail", true, $"Mail goes out through {host}.")
            : new("mail", true, "Mail is kept in the local mailbox and not sent.", "Set Mail:Smtp:Host when people should get it."));
        findings.Add(configuration["Content:Origin"] is { Length: > 0 } origin
            ? new("content", true, $"Uploaded content is served from {origin}.")
            : new("content", true, "Uploaded content is served from the next port.", "In production, give it a host name of its own: Content:Origin."));
        LookAtAddress(configuration, urls, findings);

        foreach (var finding in findings)
        {
            screen.Say($"{(finding.Ok ? "ok  " : "MEND")} {finding.Said}");
            if (finding.Mend is not null) screen.Say($"     {finding.Mend}");
        }

        var ill = findings.Count(f => !f.Ok);
        screen.Done(new { ok = ill == 0, findings = findings.Select(f => new { f.Check, f.Ok, f.Said, f.Mend }) }, ill == 0 ? "All is well." : $"{ill} to mend.");
        return ill == 0 ? 0 : 1;
    }

    /// <summary>Links in mails and certificates begin with an address; behind a proxy only the settings know it, and who may say whom a request is from.</summary>
    private static void LookAtAddress(IConfiguration configuration, string urls, List<Finding> findings)
    {
        var isReachable = urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Any(url => !Serve.IsLoopback(url));
        var isBehindProxy = configuration["Proxies"] is { Length: > 0 };
        findings.Add(configuration["Site:Address"] switch
        {
            { Length: > 0 } address when Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" => new("address", true, $"People reach it at {address}."),
            { Length: > 0 } address => new("address", false, $"Site:Address is \"{address}\", which is no address.", "Write it as people type it: https://learn.example.org"),
            _ when isReachable || isBehindProxy => new("address", false, "Links in mails and certificates would lead to where this process listens.", "Set Site:Address to what people type, such as https://learn.example.org"),
            _ => new("address", true, "Links in mails lead to where this process listens.", "Set Site:Address when people reach it otherwise."),
        });
        if (isBehindProxy) findings.Add(new("proxies", true, $"{configuration["Proxies"]} may say from whom requests are."));
        else if (configuration["Site:Address"]?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true && urls.Split(';').All(url => !url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
            findings.Add(new("proxies", false, "People come by https, but this process listens without it: every request seems to be from the proxy, and cookies are sent without Secure.", "Set Proxies to the address of the proxy, such as 127.0.0.1"));
    }

    private static async Task LookAtProgress(ProgressVerification verification, List<Finding> findings, CancellationToken cancel)
    {
        var differences = await verification.Differences(cancel).CountAsync(cancel);
        findings.Add(differences == 0
            ? new("progress", true, $"What pages show of {verification.Verified} enrolments is what was recorded.")
            : new("progress", false, $"Progress differs from what was recorded in {differences} places.", "Run progress verify to see each."));
    }

    /// <returns>Whether its tables are those of this version.</returns>
    private static async Task<bool> LookIntoDatabase(LecternDb db, Handlers handlers, List<Finding> findings, CancellationToken cancel)
    {
        var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).Count();
        findings.Add(pending == 0 ? new("migrations", true, "Every migration is applied.") : new("migrations", false, $"{pending} migrations are not applied.", "Run migrate."));
        if (pending > 0) return false;

        var parked = await db.Set<OutboxMessage>().CountAsync(m => m.ParkedAt != null, cancel);
        findings.Add(parked == 0 ? new("outbox", true, "No event is parked.") : new("outbox", false, $"{parked} events are parked: their handlers keep failing.", "See /outbox, mend the cause, and let them try again."));
        var known = handlers.Names;
        var strange = await db.Set<OutboxMessage>().Where(m => !known.Contains(m.Handler)).Select(m => m.Handler).Distinct().OrderBy(handler => handler).Take(5).ToListAsync(cancel);
        if (strange.Count > 0) findings.Add(new("handlers", false, $"Events wait for handlers that this version doesn't have: {string.Join(", ", strange)}.", "Run the newer version on every node; or, where a handler was renamed, register it with its former name."));
        var unsent = await db.MailMessages.CountAsync(m => m.SentAt == null && m.Error != null, cancel);
        if (unsent > 0) findings.Add(new("unsent", false, $"{unsent} mails could not be sent.", "See /mailbox, mend the cause, and let them try again."));
        return true;
    }

    private static void LookAtFolder(string folder, List<Finding> findings)
    {
        var full = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(full);
            var probe = Path.Combine(full, ".doctor");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            var free = new DriveInfo(full).AvailableFreeSpace;
            findings.Add(free > 1L << 30
                ? new("folder", true, $"{full} can be written; {free >> 30:N0} GB are free.")
                : new("folder", false, $"Only {free >> 20:N0} MB are free for {full}.", "Make room, or move the data folder."));
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            findings.Add(new("folder", false, $"{full} can't be written: {broken.Message}", "Give the account that runs Lectern the right to write there."));
        }
    }

    private static async Task LookAtFiles(IFileStore store, List<Finding> findings, CancellationToken cancel)
    {
        try
        {
            using var content = new MemoryStream(System.Security.Cryptography.RandomNumberGenerator.GetBytes(64));   // nobody else's content: it is deleted again
            var written = await store.Write(content, 100, cancel);
            await store.Delete(written.Hash, cancel);
            findings.Add(new("files", true, "The file store takes and gives files."));
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            findings.Add(new("files", false, $"The file store doesn't work: {broken.Message}", "Check Files:S3, or the rights on the data folder."));
        }
    }
}
