using System.Text.Json;
using Lectern.People;

namespace Lectern.Quizzes;

/// <summary>What a question says and what it earns: all that an edit changes and a version keeps.</summary>
/// <param name="Prompt">Sanitised HTML.</param>
/// <param name="Points">What it is usually worth: more than 0, at most 1,000, in hundredths.</param>
/// <param name="Data">JSON; each kind has its own shape.</param>
/// <param name="Feedback">Sanitised HTML, shown with the result.</param>
/// <param name="HintsJson"><see cref="Hints"/> as JSON.</param>
/// <param name="Penalty">The part of the points that every wrong try costs where several are allowed, 0 to 1, in ten-thousandths.</param>
public sealed record QuestionContent(string Prompt, decimal Points, string Data, string Feedback, string HintsJson = "[]", decimal Penalty = QuestionContent.UsualPenalty)
{
    /// <summary>A third, as in Moodle's interactive behaviour.</summary>
    public const decimal UsualPenalty = 0.3333m;
    public const int MostHints = 10;

    /// <summary>Sanitised HTML, shown one after another between tries.</summary>
    public IReadOnlyList<string> Hints => JsonSerializer.Deserialize<IReadOnlyList<string>>(HintsJson)!;

    public static string Write(IEnumerable<string> hints) => JsonSerializer.Serialize(hints);

    public Refusal? Check()
    {
        if (Prompt.Length > Question.LongestPrompt) return new("prompt-too-long", "A question has at most {0} characters.", nameof(Prompt), Question.LongestPrompt);
        if (Points is <= 0 or > Question.MostPoints || Points != decimal.Round(Points, 2)) return new("points-out-of-range", "Enter points from 0.01 to 1,000, with at most two decimals.", nameof(Points));
        if (Feedback.Length > Question.LongestFeedback) return new("feedback-too-long", "Feedback has at most {0} characters.", nameof(Feedback), Question.LongestFeedback);
        if (Hints.Count > MostHints) return new("too-many-hints", "A question has at most {0} hints.", nameof(Hints), MostHints);
        if (Hints.Any(hint => hint.Length > Question.LongestFeedback)) return new("hint-too-long", "A hint has at most {0} characters.", nameof(Hints), Question.LongestFeedback);
        if (Penalty is < 0 or > 1 || Penalty != decimal.Round(Penalty, 4)) return new("penalty-out-of-range", "Enter a penalty from 0 to 100 percent, with at most two decimals.", nameof(Penalty));
        return null;
    }
}

/// <summary>A question as a published quiz holds it. Never changed: the next edit of the question begins another version.</summary>
public sealed class QuestionVersion : Entity<QuestionVersion>
{
    public required Id<Question> QuestionId { get; init; }
    /// <summary>Counted from 1 in each question; numbers that no quiz was published with are missing.</summary>
    public required int Number { get; init; }
    public required string Prompt { get; init; }
    public required decimal Points { get; init; }
    public required string Data { get; init; }
    public required string Feedback { get; init; }
    public required string HintsJson { get; init; }
    public required decimal Penalty { get; init; }
    /// <summary>When it was edited last before it was sealed, and by whom.</summary>
    public required DateTimeOffset WrittenAt { get; init; }
    public required Id<Person>? WrittenById { get; init; }
    /// <summary>When the first quiz with it was published.</summary>
    public required DateTimeOffset SealedAt { get; init; }

    public QuestionContent Content => new(Prompt, Points, Data, Feedback, HintsJson, Penalty);
}

internal sealed class QuestionVersionMap : IEntityTypeConfiguration<QuestionVersion>
{
    public void Configure(EntityTypeBuilder<QuestionVersion> version)
    {
        version.Property(v => v.Points).HasPrecision(9, 2);
        version.Property(v => v.Penalty).HasPrecision(5, 4);
        version.Ignore(v => v.Content);
        version.HasOne<Question>().WithMany().HasForeignKey(v => v.QuestionId).OnDelete(DeleteBehavior.Restrict);
        version.HasOne<Person>().WithMany().HasForeignKey(v => v.WrittenById).OnDelete(DeleteBehavior.SetNull);
        version.HasIndex(v => new { v.QuestionId, v.Number }).IsUnique();
    }
}
