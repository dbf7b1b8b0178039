using Lectern.Grading;
using Lectern.Quizzes.Overrides;

namespace Lectern.Quizzes;

/// <summary>What a learner has done of a quiz so far.</summary>
/// <param name="All">Their attempts, first to last.</param>
/// <param name="Extra">How many they were given beyond what its rules allow (<see cref="ExtraAttempt"/>).</param>
public sealed record AttemptsSoFar(IReadOnlyList<Attempt> All, int Extra)
{
    /// <summary>What was agreed about this quiz with the learner and with units that they belong to.</summary>
    public IReadOnlyList<AgreedRules> Agreed { get; init; } = [];
    /// <summary>With the learner; null for nothing.</summary>
    public QuizOverride? Override => Agreed.FirstOrDefault(a => a.UnitPath is null)?.Override;
    /// <summary>More time that the learner has everywhere (<see cref="People.Accommodations.Accommodation"/>), 0 for none.</summary>
    public int ExtraTimePercent { get; init; }
    /// <summary>How marks of the quiz are released; null for at once.</summary>
    public ReleaseRule? Release { get; init; }

    /// <summary>The rules of the quiz for this learner.</summary>
    public QuizSettings RulesOf(QuizSettings settings) => AgreedRules.Applied(Agreed, settings);

    public static AttemptsSoFar None { get; } = new([], 0);

    public Attempt? Unfinished => All.FirstOrDefault(a => !a.IsFinished);
    /// <summary>The best of those whose marks the learner knows.</summary>
    public Attempt? Best => All.Where(a => a.ReleasedAt is not null).MaxBy(a => a.Percent);
    /// <summary>The best of all that are handed in, for those who follow learners.</summary>
    public Attempt? BestKnown => All.Where(a => a.IsHandedIn).MaxBy(a => a.Percent);
    /// <summary>The latest that is handed in and whose marks the learner doesn't know yet.</summary>
    public Attempt? Waiting => All.LastOrDefault(a => a is { IsHandedIn: true, ReleasedAt: null });
    /// <summary>As far as the learner knows.</summary>
    public bool IsPassed => All.Any(a => a is { ReleasedAt: not null, IsPassed: true });

    /// <summary>How many there may be in all; null for any number.</summary>
    public int? Allowed(QuizSettings settings) => RulesOf(settings).AttemptsAllowed + Extra;

    /// <summary>How many may still be started; null for any number.</summary>
    public int? Left(QuizSettings settings) => Allowed(settings) is { } allowed ? Math.Max(0, allowed - All.Count) : null;
}
