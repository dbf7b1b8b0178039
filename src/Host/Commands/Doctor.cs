using Lectern.Data;
using Lectern.Data.Outbox;
using Lectern.Files;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Host.Commands;

/// <summary>Looks at everything that can be wrong with a set-up and says what to do about it. Exit code 1 when something must be mended.</summary>
internal static class Doctor
{
    private sealed record Finding(string Check, bool Ok, string Said, string? Mend = null);

    internal static async Task<int> Run(WebApplication app, Screen screen, CancellationToken cancel)
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

        if (databaseAnswers) await LookIntoDatabase(db, findings, cancel);
        LookAtFolder(configuration["Data"]!, findings);
        await LookAtFiles(scope.ServiceProvider.GetRequiredService<IFileStore>(), findings, cancel);
        findings.Add(configuration["Mail:Smtp:Host"] is { Length: > 0 } host
            ? new("mail", true, $"Mail goes out through {host}.")
            : new("mail", true, "Mail is kept in the local mailbox and not sent.", "Set Mail:Smtp:Host when people should get it."));
        findings.Add(configuration["Content:Origin"] is { Length: > 0 } origin
            ? new("content", true, $"Uploaded content is served from {origin}.")
            : new("content", true, "Uploaded content is served from the next port.", "In production, give it a host name of its own: Content:Origin."));

        foreach (var finding in findings)
        {
            screen.Say($"{(finding.Ok ? "ok  " : "MEND")} {finding.Said}");
            if (finding.Mend is not null) screen.Say($"     {finding.Mend}");
        }

        var ill = findings.Count(f => !f.Ok);
        screen.Done(new { ok = ill == 0, findings = findings.Select(f => new { f.Check, f.Ok, f.Said, f.Mend }) }, ill == 0 ? "All is well." : $"{ill} to mend.");
        return ill == 0 ? 0 : 1;
    }

    private static async Task LookIntoDatabase(LecternDb db, List<Finding> findings, CancellationToken cancel)
    {
        var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).Count();
        findings.Add(pending == 0 ? new("migrations", true, "Every migration is applied.") : new("migrations", false, $"{pending} migrations are not applied.", "Run migrate."));
        if (pending > 0) return;

        var parked = await db.Set<OutboxMessage>().CountAsync(m => m.ParkedAt != null, cancel);
        findings.Add(parked == 0 ? new("outbox", true, "No event is parked.") : new("outbox", false, $"{parked} events are parked: their handlers keep failing.", "See /outbox, mend the cause, and let them try again."));
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
