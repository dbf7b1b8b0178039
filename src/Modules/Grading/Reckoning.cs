namespace Lectern.Grading;

/// <summary>One attempt, as all that was reported of it tells.</summary>
/// <param name="Number">1, 2, 3 … by when they were handed in.</param>
/// <param name="Reports">From the first to the one that holds.</param>
public sealed record ReportedAttempt(int Number, IReadOnlyList<ScoreEntry> Reports)
{
    /// <summary>What holds.</summary>
    public ScoreEntry Latest => Reports[^1];
    /// <summary>What the learner is told; null when they weren't told anything yet, or what they were told was taken back.</summary>
    public ScoreEntry? Told => Latest.State == MarkState.Released ? Latest : null;
    public Guid SourceId => Latest.SourceId;
}

/// <summary>
/// From everything that was reported of one learner in one activity to the mark, and the one place that does so: what keeps
/// <see cref="Mark"/>, what explains it and what verifies it. In whatever order reports came, the outcome is the same.
/// </summary>
public sealed class Reckoning
{
    private const int Decimals = 4;   // as the database keeps points

    private Reckoning(IReadOnlyList<ReportedAttempt> attempts)
    {
        Attempts = attempts;
        // What the server computed goes before whatever content says of itself, and the rules are those that were met last.
        Counting = attempts.Any(a => !a.Latest.IsSelfReported) ? [.. attempts.Where(a => !a.Latest.IsSelfReported)] : attempts;
        Policy = Counting[^1].Latest.Policy;
        var scored = Counting.Where(a => a.Latest.Score is not null).ToList();
        Known = Counted([.. scored.Select(a => a.Latest.Score!)]);
        Told = Policy == GradingPolicy.First && scored is [{ Told: null }, ..] ? null : Counted([.. scored.Select(a => a.Told?.Score).OfType<Score>()]);
        State = scored.Count == 0 ? Counting.Max(a => a.Latest.State) : Policy switch
        {
            GradingPolicy.First => scored[0].Latest.State,
            GradingPolicy.Last => scored[^1].Latest.State,
            _ => scored.Min(a => a.Latest.State),
        };
    }

    /// <param name="entries">All of one learner in one activity, in any order; at least one.</param>
    public static Reckoning Of(IEnumerable<ScoreEntry> entries) => new(
        [.. entries.GroupBy(e => e.SourceId)
            .Select(reports => reports.OrderBy(e => e.Revision).ToList())
            .OrderBy(reports => reports[^1].At).ThenBy(reports => reports[^1].SourceId)
            .Select((reports, index) => new ReportedAttempt(index + 1, reports))]);

    /// <summary>From the first to the last.</summary>
    public IReadOnlyList<ReportedAttempt> Attempts { get; }
    /// <summary>Those of them that the mark can come of.</summary>
    public IReadOnlyList<ReportedAttempt> Counting { get; }
    /// <summary>How many are marked in full and not released.</summary>
    public int Unreleased => Attempts.Count(a => a.Latest.State == MarkState.Provisional);
    public GradingPolicy Policy { get; }
    public MarkState State { get; }
    /// <summary>The mark as those who grade know it; null while nothing was handed in.</summary>
    public Score? Known { get; }
    /// <summary>The mark as its learner knows it: only what was released is in it. Null when nothing is, and where the first attempt counts, until that one is.</summary>
    public Score? Told { get; }

    private Score? Counted(IReadOnlyList<Score> scores) => scores.Count == 0 ? null : Policy switch
    {
        GradingPolicy.First => scores[0],
        GradingPolicy.Last => scores[^1],
        GradingPolicy.Average => scores[^1] with { Points = decimal.Round(scores.Sum(s => s.Share) / scores.Count * scores[^1].MaximumPoints, Decimals, MidpointRounding.AwayFromZero) },
        _ => scores.MaxBy(s => s.Share),   // of equal ones it keeps the first
    };
}
