using Lectern.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lectern.Data.Audit;

/// <summary>One line of the audit log: who did what to which thing, when and from where. Appended, never changed.</summary>
public sealed class AuditEntry : Entity<AuditEntry>
{
    public required DateTimeOffset At { get; init; }
    /// <summary>The person who acted; null for the system itself.</summary>
    public Guid? ActorId { get; init; }
    /// <summary>The network address, or the part of the system that acted ("outbox", "command line").</summary>
    public string? From { get; init; }
    /// <summary>Entity and what happened to it: <c>RoleAssignment.added</c>.</summary>
    public required string Action { get; init; }
    public required Guid SubjectId { get; init; }
    /// <summary>The person whom the subject concerns (<see cref="IAudited.About"/>).</summary>
    public Guid? AboutId { get; init; }
    /// <summary>JSON object: changed property to its new value, or to null where the value is personal.</summary>
    public required string Details { get; init; }
}

internal sealed class AuditEntryMap : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.Property(e => e.From).HasMaxLength(60);
        entry.Property(e => e.Action).HasMaxLength(80);
        entry.HasIndex(e => e.At);
        entry.HasIndex(e => e.SubjectId);
        entry.HasIndex(e => e.AboutId);
    }
}
