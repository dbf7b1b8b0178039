using Lectern.Quizzes.Taking;

namespace Lectern.Quizzes;

/// <summary>What ends an attempt.</summary>
public enum EndedBy
{
    /// <summary>Nothing but its learner.</summary>
    Nothing,
    TimeLimit,
    /// <summary>The quiz closes.</summary>
    Close,
    /// <summary>The course ends for the learner.</summary>
    CourseEnd,
}

/// <summary>
/// When an attempt ends: at the earliest of its start and its time (with the extra time of its learner), the close of the quiz,
/// and the end of the course. The clock keeps to it, and the learner is told why in words from the same figures. The grace
/// period ends that much later (as in the field: min(start + limit + grace, close + grace)), but never after the course.
/// </summary>
public sealed record Deadline
{
    private Deadline() { }

    /// <param name="rules">Of the quiz, with what was agreed with the learner.</param>
    /// <param name="extraTimePercent">Of the learner, 0 to 1,000; it lengthens the time limit, not the day on which the quiz closes.</param>
    /// <param name="startedAt">When the attempt began, or would begin.</param>
    /// <param name="courseEndsAt">For the learner; null for never.</param>
    public static Deadline Of(QuizSettings rules, int extraTimePercent, DateTimeOffset startedAt, DateTimeOffset? courseEndsAt)
    {
        var time = rules.TimeLimit is { } limit ? Lengthened(limit, extraTimePercent) : (TimeSpan?)null;
        var (dueAt, by) = Earlier((startedAt + time, EndedBy.TimeLimit), (rules.ClosesAt, EndedBy.Close));
        var graceEndsAt = rules.Overdue == Overdue.Grace ? dueAt + rules.Grace : null;
        (dueAt, by) = Earlier((dueAt, by), (courseEndsAt, EndedBy.CourseEnd));
        return new Deadline
        {
            LimitMinutes = rules.TimeLimitMinutes,
            ExtraTimePercent = rules.TimeLimit is null ? 0 : extraTimePercent,
            Time = time,
            DueAt = dueAt,
            EndedBy = dueAt is null ? EndedBy.Nothing : by,
            GraceEndsAt = graceEndsAt > courseEndsAt ? courseEndsAt : graceEndsAt,
        };
    }

    /// <summary>As the quiz says; null for none.</summary>
    public int? LimitMinutes { get; private init; }
    public int ExtraTimePercent { get; private init; }
    /// <summary>The limit with the extra time; null for none.</summary>
    public TimeSpan? Time { get; private init; }
    /// <summary>The last moment to answer; null for never.</summary>
    public DateTimeOffset? DueAt { get; private init; }
    public EndedBy EndedBy { get; private init; }
    /// <summary>The last moment to hand in where there is a grace period; null where there is none.</summary>
    public DateTimeOffset? GraceEndsAt { get; private init; }

    /// <summary>How much time there is, and how it comes about: "30 minutes + 25% extra time".</summary>
    public string TimeInWords(Texts texts) => LimitMinutes is not { } minutes ? texts["No time limit"]
        : ExtraTimePercent == 0 ? texts.Count("{0} minutes", minutes)
        : texts["{0} + {1}% extra time", texts.Count("{0} minutes", minutes), ExtraTimePercent];

    /// <summary>Why it ends when it does; null when it has no end.</summary>
    public string? EndInWords(Texts texts, Visitor visitor, DateTimeOffset now) => DueAt is not { } due ? null : EndedBy switch
    {
        EndedBy.Close => texts["The time ends at {0}, when the quiz closes.", QuizWords.TimeOrDay(visitor, due, now)],
        EndedBy.CourseEnd => texts["The time ends at {0}, when the course ends for you.", QuizWords.TimeOrDay(visitor, due, now)],
        _ => texts["The time ends at {0}.", QuizWords.TimeOrDay(visitor, due, now)],
    };

    /// <summary>In whole seconds, rounded in the learner's favour.</summary>
    private static TimeSpan Lengthened(TimeSpan limit, int percent) => TimeSpan.FromSeconds((long)Math.Ceiling((decimal)limit.TotalSeconds * (100 + percent) / 100));

    private static (DateTimeOffset? At, EndedBy By) Earlier((DateTimeOffset? At, EndedBy By) one, (DateTimeOffset? At, EndedBy By) other) =>
        one.At is null || other.At < one.At ? other : one;
}
