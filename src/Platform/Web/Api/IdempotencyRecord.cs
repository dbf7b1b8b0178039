using Lectern.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lectern.Web.Api;

/// <summary>The answer to a write that came with an Idempotency-Key, kept so that asking again gives the same answer and does nothing.</summary>
public sealed class IdempotencyRecord : Entity<IdempotencyRecord>
{
    /// <summary>After a day a key may be used afresh.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>How long the work may take. A claim that is older and has no answer is of a program that died in the middle.</summary>
    public static readonly TimeSpan WorksFor = TimeSpan.FromMinutes(5);

    public required Guid PersonId { get; init; }
    public required string Key { get; init; }
    /// <summary>SHA-256 of method, path and body: the same key with another request is a mistake (422).</summary>
    public required string Fingerprint { get; init; }
    public required DateTimeOffset At { get; init; }
    public int? Status { get; private set; }
    public string? ContentType { get; private set; }
    public string? Location { get; private set; }
    /// <summary>Null when it was done but its answer is not kept.</summary>
    public string? Body { get; private set; }

    public void Answered(int status, string? contentType, string? location, string? body) =>
        (Status, ContentType, Location, Body) = (status, contentType, location, body);
}

internal sealed class IdempotencyRecordMap : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> record)
    {
        record.Property(r => r.Key).HasMaxLength(200);
        record.Property(r => r.Fingerprint).HasMaxLength(64);
        record.Property(r => r.ContentType).HasMaxLength(100);
        record.Property(r => r.Location).HasMaxLength(300);
        record.HasIndex(r => new { r.PersonId, r.Key }).IsUnique();
        record.HasIndex(r => r.At);
    }
}
