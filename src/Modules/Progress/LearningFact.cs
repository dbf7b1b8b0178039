using Lectern.Courses;
using Lectern.People;

namespace Lectern.Progress;

/// <summary>What an activity has to say about its learner; <see cref="Classroom.Report(Seat, IReadOnlyList{LearningFact}, CancellationToken)"/> writes it down as a <see cref="LearningRecord"/>.</summary>
public sealed record LearningFact
{
    /// <summary>What is covered is told in steps of this many percent, so that watching a video is twenty facts and not a thousand.</summary>
    public const int CoverageStep = 5;

    private LearningFact() { }

    public required LearningVerb Verb { get; init; }
    public decimal? Value { get; private init; }
    public decimal? OutOf { get; private init; }
    /// <summary>The attempt that it comes from, where the activity has such a thing; the same said of another attempt is another fact.</summary>
    public Guid? AttemptId { get; init; }

    /// <summary>Who says so, where it isn't the activity itself.</summary>
    public Id<Person>? ById { get; private init; }

    public static readonly LearningFact Viewed = new() { Verb = LearningVerb.Viewed };
    public static readonly LearningFact Completed = new() { Verb = LearningVerb.Completed };

    public static LearningFact Submitted(Guid? attemptId = null) => new() { Verb = LearningVerb.Submitted, AttemptId = attemptId };

    /// <param name="points">As the server computed them; may be below zero where wrong answers cost something.</param>
    /// <param name="outOf">More than zero.</param>
    /// <param name="attemptId">The attempt that earned them.</param>
    public static LearningFact Scored(decimal points, decimal outOf, Guid? attemptId = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outOf);
        return new() { Verb = LearningVerb.Scored, Value = decimal.Round(points, 4), OutOf = decimal.Round(outOf, 4), AttemptId = attemptId };
    }

    /// <param name="percent">0 to 100, each part counted once; taken in whole steps of <see cref="CoverageStep"/>.</param>
    public static LearningFact Covered(decimal percent) =>
        new() { Verb = LearningVerb.Covered, Value = Math.Floor(Math.Clamp(percent, 0, 100) / CoverageStep) * CoverageStep / 100 };

    /// <summary>How long they have worked at it, in all: in whole minutes, after two hours in steps of five, so that a long activity is some hundred facts and not thousands.</summary>
    public static LearningFact Spent(TimeSpan inAll)
    {
        var minutes = Math.Max(0, (long)inAll.TotalMinutes);
        return new() { Verb = LearningVerb.Spent, Value = (minutes < 120 ? minutes : minutes - (minutes % 5)) * 60 };
    }

    /// <summary>By somebody who follows the learner.</summary>
    public static LearningFact Confirmed(Id<Person> by) => new() { Verb = LearningVerb.Confirmed, ById = by };

    /// <summary>It isn't asked of them.</summary>
    /// <param name="by">Who says so.</param>
    /// <param name="waiver">What it is part of: taking that back ends it.</param>
    public static LearningFact Waived(Id<Person> by, Guid waiver) => new() { Verb = LearningVerb.Waived, ById = by, AttemptId = waiver };

    /// <summary>That is taken back.</summary>
    public static LearningFact Unwaived(Id<Person> by, Guid waiver) => new() { Verb = LearningVerb.Unwaived, ById = by, AttemptId = waiver };

    /// <summary>What an activity that only says how somebody stands means by it.</summary>
    public static LearningFact Of(ActivityStatus status, Guid? attemptId = null) => new()
    {
        Verb = status switch
        {
            ActivityStatus.Passed => LearningVerb.Passed,
            ActivityStatus.Completed => LearningVerb.Completed,
            ActivityStatus.Failed => LearningVerb.Failed,
            _ => LearningVerb.Viewed,
        },
        AttemptId = attemptId,
    };

    /// <summary>
    /// Whether it says something that these records of the same activity don't: something new, more of it, of another attempt;
    /// or that the learner is still at it after a while.
    /// </summary>
    internal bool IsNews(IReadOnlyCollection<LearningRecord> known, DateTimeOffset at) => Verb switch
    {
        LearningVerb.Covered or LearningVerb.Spent when Value == 0 => false,
        LearningVerb.Viewed => !known.Any(r => r.Verb == Verb) || at - known.Where(r => r.ById is null).Max(r => r.At) >= ActivityProgress.PresenceEvery,
        _ => !known.Any(r => r.Verb == Verb && r.AttemptId == AttemptId && (Value is null || r.Share >= Share)),
    };

    private decimal? Share => OutOf is { } all ? Value / all : Value;
}
