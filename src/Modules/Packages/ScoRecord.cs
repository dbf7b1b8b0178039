using System.Text.Json;
using Lectern.Scorm;

namespace Lectern.Packages;

/// <summary>What one learner left in one part of a package. The state is the content's own; status and score are drawn out of it for reading.
/// Where the package begins a new attempt at the part (SCORM 2004 SN 4.2.1.5), the former one stays as it is and another record begins.</summary>
public sealed class ScoRecord : Entity<ScoRecord>
{
    public const int LongestItem = 255;

    private CmiState? _state;

    private ScoRecord() { }

    internal ScoRecord(Id<PackageAttempt> attemptId, string item, int number, ScormVersion version)
    {
        (AttemptId, Item, Number) = (attemptId, item, number);
        Change(new CmiState { Version = version });
    }

    public Id<PackageAttempt> AttemptId { get; private set; }
    /// <summary>The identifier of the manifest's item.</summary>
    public string Item { get; private set; } = "";
    /// <summary>Which attempt at the part it is, from 1.</summary>
    public int Number { get; private set; } = 1;
    /// <summary>How the learner stands in the part: as its content says, or as well as they stood when they opened it again. What
    /// content says in its data model is <see cref="State"/>, which it gets back unchanged.</summary>
    public LessonStatus Status { get; private set; }
    public decimal? Score { get; private set; }
    /// <summary>What an earlier launch ended with, when that was done: much content says "incomplete" at once when it is looked at again,
    /// and nobody should have to do a part twice for that.</summary>
    public LessonStatus EarnedStatus { get; private set; }
    public decimal? EarnedScore { get; private set; }
    /// <summary><see cref="CmiState"/> as JSON.</summary>
    public string StateJson { get; private set; } = "";
    /// <summary><see cref="Batches"/> as JSON, while some of a report are still missing.</summary>
    public string? BatchesJson { get; private set; }
    public int Revision { get; private set; }

    public CmiState State => _state ??= JsonSerializer.Deserialize<CmiState>(StateJson)!;
    public ScoStanding Standing => new(Status, Score);

    internal void Open()
    {
        if (Status.IsDone()) (EarnedStatus, EarnedScore) = (Status, Score);
        BatchesJson = null;
        Change(State.Open());
    }

    /// <summary>What becomes of a report, or of a batch of one. Where it is taken, the caller puts the new state in (<see cref="Change"/>).</summary>
    /// <param name="take">What a state becomes by a whole report.</param>
    internal CommitResult Take(CmiCommit commit, Batch batch, Func<CmiState, CmiCommit, CommitResult> take)
    {
        if (batch.Count == 1) return take(State, commit);
        // Of a launch that is over each batch is taken by itself; the end is in the browser's journal, as a whole.
        if (commit.Launch != State.Launch) return take(State, commit with { IsFinal = false });
        var known = BatchesJson is null ? null : JsonSerializer.Deserialize<Batches>(BatchesJson);
        if (known?.Sequence != commit.Sequence) known = commit.Sequence > State.Sequence ? new Batches(commit.Sequence, [], new Dictionary<string, string>()) : null;
        if (known is null || known.Taken.Contains(batch.Index)) return new(State, CommitOutcome.Repeated, []);

        // All batches so far are taken together, because an element may need one of another batch before it (SCORM 1.2 RTE 3.3.4); and
        // only all of them are the end, because what is missing may be the status or the score that decides.
        var together = known.With(batch.Index, commit.Values);
        var isWhole = together.Taken.Count == batch.Count;
        var before = State.Sequence == commit.Sequence ? State with { Sequence = commit.Sequence - 1 } : State;
        BatchesJson = isWhole ? null : JsonSerializer.Serialize(together);
        return take(before, commit with { Values = together.Values, IsFinal = commit.IsFinal && isWhole });
    }

    internal void Change(CmiState state)
    {
        _state = state;
        StateJson = JsonSerializer.Serialize(state);
        Stand(state.Standing);
        Revision++;
    }

    /// <summary>How the learner stands in the part, as somebody else than its content has decided.</summary>
    internal void Stand(ScoStanding standing)
    {
        var (status, score) = standing;
        (Status, Score) = !EarnedStatus.IsDone() ? (status, score)
            : (status == LessonStatus.Passed ? status : EarnedStatus, EarnedScore is null || score > EarnedScore ? score : EarnedScore);
    }

    /// <summary>The batches of one report that have arrived, in whatever order.</summary>
    private sealed record Batches(int Sequence, IReadOnlyList<int> Taken, IReadOnlyDictionary<string, string> Values)
    {
        public Batches With(int index, IReadOnlyDictionary<string, string> more) =>
            new(Sequence, [.. Taken, index], Values.Concat(more).GroupBy(pair => pair.Key).ToDictionary(same => same.Key, same => same.Last().Value));
    }
}

/// <summary>A page that is being closed may have more to say than one beacon holds: then its last report comes in batches, numbered from 0.</summary>
public readonly record struct Batch(int Index, int Count)
{
    private const int Most = 100;
    private const int MostCharacters = 70_000;   // one element may have 65,536; all other batches are smaller

    public static Batch Whole { get; } = new(0, 1);

    /// <summary>Whether these values can be this batch. A whole report is limited by what a state may hold.</summary>
    public bool CanHold(IReadOnlyDictionary<string, string> values) =>
        Count is >= 1 and <= Most && Index >= 0 && Index < Count && (Count == 1 || values.Sum(pair => pair.Key.Length + pair.Value.Length) <= MostCharacters);
}

internal sealed class ScoRecordMap : IEntityTypeConfiguration<ScoRecord>
{
    public void Configure(EntityTypeBuilder<ScoRecord> record)
    {
        record.Ignore(r => r.State);
        record.Ignore(r => r.Standing);
        record.Property(r => r.Item).HasMaxLength(ScoRecord.LongestItem);
        record.Property(r => r.Revision).IsConcurrencyToken();
        record.HasIndex(r => new { r.AttemptId, r.Item, r.Number }).IsUnique();
    }
}
