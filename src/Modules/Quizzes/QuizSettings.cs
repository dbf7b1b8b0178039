using System.Text.Json.Serialization;

namespace Lectern.Quizzes;

/// <summary>What a learner sees of an attempt once it is over.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Review>))]
public enum Review
{
    /// <summary>Which answers were right, the right ones, and the feedback.</summary>
    Answers,
    /// <summary>Which answers were right, but not what would have been.</summary>
    Outcome,
    /// <summary>The score alone.</summary>
    Score,
}

/// <summary>The rules of a quiz, chosen by its author.</summary>
public sealed record QuizSettings
{
    /// <summary>The share of points that passes, 1 to 100; 0 when handing in is enough.</summary>
    public int PassingPercent { get; init; } = 70;
    /// <summary>1 to 100; null for any number.</summary>
    public int? AttemptsAllowed { get; init; }
    /// <summary>1 to 1,440; null for no limit.</summary>
    public int? TimeLimitMinutes { get; init; }
    public bool ShuffleQuestions { get; init; }
    public bool ShuffleChoices { get; init; } = true;
    /// <summary>Pages of five questions instead of one long page.</summary>
    public bool InPages { get; init; } = true;
    public Review Review { get; init; } = Review.Answers;

    [JsonIgnore] public TimeSpan? TimeLimit => TimeLimitMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null;
    [JsonIgnore] public bool HasPassMark => PassingPercent > 0;

    internal Refusal? Check()
    {
        if (PassingPercent is < 0 or > 100) return new("pass-mark-out-of-range", "Enter a pass mark from 0 to 100 percent.", nameof(PassingPercent));
        if (AttemptsAllowed is < 1 or > 100) return new("attempts-out-of-range", "Enter a number of attempts from 1 to 100, or leave it empty for any number.", nameof(AttemptsAllowed));
        if (TimeLimitMinutes is < 1 or > 1440) return new("time-limit-out-of-range", "Enter a number of minutes from 1 to 1,440, or leave it empty for no limit.", nameof(TimeLimitMinutes));
        if (!Enum.IsDefined(Review)) return new("review-unknown", "Choose what learners see afterwards.", nameof(Review));
        return null;
    }
}
