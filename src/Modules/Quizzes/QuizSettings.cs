using System.Text.Json.Serialization;

namespace Lectern.Quizzes;

/// <summary>What a learner sees of an attempt once it is over.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Review>))]
public enum Review
{
    /// <summary>Which answers were right and the feedback; the right answers when they can't be used any more.</summary>
    Answers,
    /// <summary>Which answers were right, but not what would have been.</summary>
    Outcome,
    /// <summary>The score alone.</summary>
    Score,
}

/// <summary>What is shown of a finished attempt, in the words of the field (review options); of one whose marks were told (<see cref="ReleaseGate"/>).</summary>
public sealed record ReviewOptions(bool Correctness, bool Feedback, bool RightAnswer)
{
    public static ReviewOptions Nothing { get; } = new(false, false, false);
    /// <summary>For those who follow learners.</summary>
    public static ReviewOptions Everything { get; } = new(true, true, true);
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

    /// <summary>
    /// What a learner sees of a finished attempt now. Right answers wait until the quiz is passed or the last attempt is over:
    /// until then they would be the answers to the next attempt.
    /// </summary>
    /// <param name="attempts">All of them.</param>
    /// <param name="now">The rules by which the next attempt would start; those of the finished one may be older.</param>
    public ReviewOptions ReviewAfter(AttemptsSoFar attempts, QuizSettings now) => Review switch
    {
        Review.Answers => new(true, true, attempts.IsPassed || (attempts.Left(now) == 0 && attempts.Unfinished is null)),
        Review.Outcome => new(true, false, false),
        _ => new(false, false, false),
    };

    internal Refusal? Check()
    {
        if (PassingPercent is < 0 or > 100) return new("pass-mark-out-of-range", "Enter a pass mark from 0 to 100 percent.", nameof(PassingPercent));
        if (AttemptsAllowed is < 1 or > 100) return new("attempts-out-of-range", "Enter a number of attempts from 1 to 100, or leave it empty for any number.", nameof(AttemptsAllowed));
        if (TimeLimitMinutes is < 1 or > 1440) return new("time-limit-out-of-range", "Enter a number of minutes from 1 to 1,440, or leave it empty for no limit.", nameof(TimeLimitMinutes));
        if (!Enum.IsDefined(Review)) return new("review-unknown", "Choose what learners see afterwards.", nameof(Review));
        return null;
    }
}
