namespace Lectern.Quizzes;

/// <summary>From when until when a learner may begin an attempt, and why.</summary>
/// <param name="From">Not before; null where nothing stands in the way.</param>
/// <param name="Until">Not afterwards; null for never too late.</param>
/// <param name="IsPause">What <paramref name="From"/> waits for is the pause after the last attempt, and not that the quiz opens.</param>
public sealed record Admission(DateTimeOffset? From, DateTimeOffset? Until, bool IsPause)
{
    /// <param name="rules">Of the quiz, with what was agreed with the learner.</param>
    /// <param name="earlier">The pause is counted from the end of the latest of them, which for one that a job closed is the end of its time.</param>
    public static Admission Of(QuizSettings rules, AttemptsSoFar earlier)
    {
        var pauseEnds = rules.Delay > TimeSpan.Zero ? earlier.All.Max(a => a.SubmittedAt) + rules.Delay : null;
        return pauseEnds > (rules.OpensAt ?? DateTimeOffset.MinValue) ? new(pauseEnds, rules.ClosesAt, IsPause: true) : new(rules.OpensAt, rules.ClosesAt, IsPause: false);
    }

    public Refusal? RefusalAt(DateTimeOffset now) =>
        Until <= now ? new("quiz-closed", "This quiz is closed: no attempt can be started any more.")
        : now < From ? IsPause ? new("quiz-pause", "The next attempt can't be started yet.") : new("quiz-not-open", "This quiz is not open yet.")
        : null;

    /// <summary>Whether what the quiz asks for at the start was given.</summary>
    public static Refusal? Check(QuizSettings rules, string? password, bool isHonoured)
    {
        if (rules.Password is { } asked && !string.Equals(QuestionTypes.PlainText.Line(password), asked, StringComparison.Ordinal))
            return new("password-wrong", "This is not the password of the quiz. Ask whoever holds it.", "password");
        if (rules.Honour is not null && !isHonoured) return new("honour-missing", "Accept the statement to begin.", "honour");
        return null;
    }
}
