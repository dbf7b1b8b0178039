using System.Text.Json;
using Lectern.Scorm;

namespace Lectern.Packages;

/// <summary>What one learner left in one part of a package. The state is the content's own; status and score are drawn out of it for reading.</summary>
public sealed class ScoRecord : Entity<ScoRecord>
{
    public const int LongestItem = 255;

    private CmiState? _state;

    private ScoRecord() { }

    internal ScoRecord(Id<PackageAttempt> attemptId, string item, ScormVersion version)
    {
        (AttemptId, Item) = (attemptId, item);
        Change(new CmiState { Version = version });
    }

    public Id<PackageAttempt> AttemptId { get; private set; }
    /// <summary>The identifier of the manifest's item.</summary>
    public string Item { get; private set; } = "";
    public LessonStatus Status { get; private set; }
    public decimal? Score { get; private set; }
    /// <summary><see cref="CmiState"/> as JSON.</summary>
    public string StateJson { get; private set; } = "";
    public int Revision { get; private set; }

    public CmiState State => _state ??= JsonSerializer.Deserialize<CmiState>(StateJson)!;
    public ScoStanding Standing => new(Status, Score);

    internal void Change(CmiState state)
    {
        _state = state;
        StateJson = JsonSerializer.Serialize(state);
        (Status, Score) = (state.Status, state.Score?.Scaled);
        Revision++;
    }
}

internal sealed class ScoRecordMap : IEntityTypeConfiguration<ScoRecord>
{
    public void Configure(EntityTypeBuilder<ScoRecord> record)
    {
        record.Ignore(r => r.State);
        record.Ignore(r => r.Standing);
        record.Property(r => r.Item).HasMaxLength(ScoRecord.LongestItem);
        record.Property(r => r.Revision).IsConcurrencyToken();
        record.HasIndex(r => new { r.AttemptId, r.Item }).IsUnique();
    }
}
