using System.Globalization;
using System.Text.Json;
using Lectern.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Lectern.Data.Audit;

/// <summary>Turns the pending changes of audited entities into lines of the audit log, in the same save.</summary>
internal static class AuditTrail
{
    // Changed by every sign-in or by the machinery, and nobody's decision.
    private static readonly HashSet<string> Noise = ["ConcurrencyStamp", "SecurityStamp", "Revision", "SearchText", "AccessFailedCount"];

    internal static void WriteAuditLines(this LecternDb db, Actor actor, DateTimeOffset at)
    {
        db.ChangeTracker.DetectChanges();
        List<AuditEntry>? lines = null;
        foreach (var change in db.ChangeTracker.Entries<IEntity>())
        {
            if (change.Entity is not IAudited audited || change.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted)) continue;
            if (Details(change, audited.LogsOtherChanges) is not { } details) continue;
            (lines ??= []).Add(new AuditEntry
            {
                At = at,
                ActorId = actor.Id,
                From = actor.From,
                Action = $"{change.Metadata.ClrType.Name}.{change.State switch { EntityState.Added => "added", EntityState.Deleted => "removed", _ => "changed" }}",
                SubjectId = change.Entity.Key,
                AboutId = audited.About,
                Details = details,
            });
        }

        if (lines is not null) db.AddRange(lines);
    }

    /// <summary>The same on every machine and in every language, so that the log can be read and searched later.</summary>
    private static string? Written(object? value) => value switch
    {
        DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };

    private static string? Details(EntityEntry<IEntity> change, bool others)
    {
        var open = (IReadOnlyCollection<string>)change.Metadata.ClrType.GetProperty(nameof(IAudited.AuditedValues))!.GetValue(null)!;
        var properties = change.Properties
            .Where(p => !p.Metadata.IsPrimaryKey() && !Noise.Contains(p.Metadata.Name))
            .Where(p => (change.State == EntityState.Modified && others) || open.Contains(p.Metadata.Name))
            .Where(p => change.State != EntityState.Modified || (p.IsModified && !Equals(p.OriginalValue, p.CurrentValue)))
            .ToDictionary(p => p.Metadata.Name, p => open.Contains(p.Metadata.Name) ? Written(p.CurrentValue) : null);
        return properties.Count == 0 && change.State == EntityState.Modified ? null : JsonSerializer.Serialize(properties);
    }
}
