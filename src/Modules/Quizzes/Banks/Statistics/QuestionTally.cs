using System.Text.Json;

namespace Lectern.Quizzes.Banks.Statistics;

/// <summary>What a response was given how often.</summary>
/// <param name="Response">JSON as the question's kind writes it.</param>
public sealed record AnswerCount(string Response, int Count);

/// <summary>
/// How one question of a sealed quiz went, over the first finished attempt of each learner: sums, so that those of several
/// quizzes add up. Computed anew by <see cref="TallyAnswers"/>.
/// </summary>
public sealed class QuestionTally : Entity<QuestionTally>
{
    public required Id<QuizTally> TallyId { get; init; }
    public required Id<Question> QuestionId { get; init; }
    public required int Version { get; init; }
    /// <summary>Attempts that met the question and whose answer to it is marked.</summary>
    public required int Answers { get; init; }
    /// <summary>Of the fractions of its points, and of their squares.</summary>
    public required double Sum { get; init; }
    public required double SumOfSquares { get; init; }
    /// <summary>Of the fractions of the other questions' points in the same attempts, of their squares, and of the products of both.</summary>
    public required double Rest { get; init; }
    public required double RestOfSquares { get; init; }
    public required double Products { get; init; }
    /// <summary>Seconds spent on it, over <see cref="Timed"/> attempts.</summary>
    public required double Seconds { get; init; }
    public required int Timed { get; init; }
    /// <summary>The commonest responses that several gave, as JSON of <see cref="AnswerCount"/>; none where a person marks, or where every attempt meets other values.</summary>
    public required string CommonJson { get; init; }

    public IReadOnlyList<AnswerCount> Common => JsonSerializer.Deserialize<IReadOnlyList<AnswerCount>>(CommonJson)!;
}

/// <summary>When a sealed quiz was looked through for its statistics, and how much there was; of one that can't be read, when that was tried.</summary>
public sealed class QuizTally : Entity<QuizTally>
{
    private readonly List<QuestionTally> _questions = [];

    public required Id<QuizContent> ContentId { get; init; }
    /// <summary>Handed in by then, marked or not.</summary>
    public required int Attempts { get; init; }
    public required DateTimeOffset ReckonedAt { get; init; }
    public IReadOnlyList<QuestionTally> Questions => _questions;

    internal void Add(QuestionTally question) => _questions.Add(question);
}

/// <summary>
/// What the tallies of a question say, as the field counts it (Moodle, "Quiz statistics calculations": facility index is the mean
/// fraction; discrimination index is the correlation between the marks of the question and of all others in the quiz).
/// </summary>
public sealed record QuestionFigures
{
    /// <summary>Fewer answers say nothing about how well a question separates.</summary>
    public const int EnoughToSeparate = 10;
    /// <summary>Below it those who know the rest are hardly better at this question: its key or its words may be wrong.</summary>
    public const double SeparatesWeakly = 0.2;
    /// <summary>Times the answers: sums of squares that differ by less never vary, but for rounding.</summary>
    internal const double LeastSpread = 1e-9;

    public required int Version { get; init; }
    public required int Answers { get; init; }
    public required int Quizzes { get; init; }
    /// <summary>0 to 1: how easy it is.</summary>
    public required double Facility { get; init; }
    /// <summary>-1 to 1; null when there are too few answers, or all are alike.</summary>
    public required double? Discrimination { get; init; }
    /// <summary>The mean; null when nothing is known about it.</summary>
    public required double? Seconds { get; init; }
    public required IReadOnlyList<AnswerCount> Common { get; init; }

    /// <summary>Of the newest version that anybody answered; null when nobody did.</summary>
    public static QuestionFigures? Of(IEnumerable<QuestionTally> tallies) =>
        tallies.Where(t => t.Answers > 0).GroupBy(t => t.Version).MaxBy(version => version.Key) is { } newest ? OfVersion(newest.Key, [.. newest]) : null;

    /// <summary>Of each version, newest first.</summary>
    public static IReadOnlyList<QuestionFigures> OfVersions(IEnumerable<QuestionTally> tallies) =>
        [.. tallies.Where(t => t.Answers > 0).GroupBy(t => t.Version).OrderByDescending(version => version.Key).Select(version => OfVersion(version.Key, [.. version]))];

    private static QuestionFigures OfVersion(int version, List<QuestionTally> tallies)
    {
        var n = tallies.Sum(t => t.Answers);
        var timed = tallies.Sum(t => t.Timed);
        return new QuestionFigures
        {
            Version = version,
            Answers = n,
            Quizzes = tallies.Select(t => t.TallyId).Distinct().Count(),
            Facility = tallies.Sum(t => t.Sum) / n,
            Discrimination = n < EnoughToSeparate ? null : Correlation(n, tallies.Sum(t => t.Sum), tallies.Sum(t => t.SumOfSquares), tallies.Sum(t => t.Rest), tallies.Sum(t => t.RestOfSquares), tallies.Sum(t => t.Products)),
            Seconds = timed == 0 ? null : tallies.Sum(t => t.Seconds) / timed,
            Common = [.. tallies.SelectMany(t => t.Common).GroupBy(a => a.Response).Select(same => new AnswerCount(same.Key, same.Sum(a => a.Count))).OrderByDescending(a => a.Count)],
        };
    }

    /// <summary>Pearson's, from sums; null when one of the two never varies.</summary>
    internal static double? Correlation(int n, double x, double xx, double y, double yy, double xy)
    {
        var (spreadX, spreadY) = ((n * xx) - (x * x), (n * yy) - (y * y));
        if (n < 2 || spreadX < LeastSpread * n || spreadY < LeastSpread * n) return null;
        return Math.Clamp(((n * xy) - (x * y)) / Math.Sqrt(spreadX * spreadY), -1, 1);
    }
}

internal sealed class QuizTallyMap : IEntityTypeConfiguration<QuizTally>
{
    public void Configure(EntityTypeBuilder<QuizTally> tally)
    {
        tally.HasOne<QuizContent>().WithMany().HasForeignKey(t => t.ContentId).OnDelete(DeleteBehavior.Cascade);
        tally.HasIndex(t => t.ContentId).IsUnique();
        tally.HasMany(t => t.Questions).WithOne().HasForeignKey(q => q.TallyId).OnDelete(DeleteBehavior.Cascade);
        tally.Navigation(t => t.Questions).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class QuestionTallyMap : IEntityTypeConfiguration<QuestionTally>
{
    public void Configure(EntityTypeBuilder<QuestionTally> question)
    {
        question.Property(q => q.QuestionId);   // of the sealed copy; the draft's may be gone
        question.Ignore(q => q.Common);
        question.HasIndex(q => q.QuestionId);
    }
}
