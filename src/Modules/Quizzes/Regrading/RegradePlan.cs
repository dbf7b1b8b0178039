using Lectern.Enrolment;
using Lectern.People;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Regrading;

/// <summary>What attempts earn by a decision. The list of those whom it concerns and the marks that are given come of the same.</summary>
/// <param name="changes">What is decided.</param>
/// <param name="now">The questions as they are now.</param>
/// <param name="decision">Null while it is only looked at.</param>
/// <param name="kinds">All there are.</param>
/// <param name="trials">What programs said of answers by the questions as they are now; null for nothing.</param>
internal sealed class RegradePlan(IReadOnlyList<RegradeChange> changes, IReadOnlyDictionary<Id<Question>, QuizQuestion> now, Regrade? decision, QuestionKinds kinds, IReadOnlyDictionary<(Id<Attempt>, Id<Question>), TrialRun>? trials = null)
{
    public IReadOnlySet<Id<Question>> Questions { get; } = changes.Select(c => c.QuestionId).ToHashSet();

    /// <summary>Those of which earlier decisions are taken back: what was said of their answers before is needed, too (<see cref="AnswerSheet.Said"/>).</summary>
    public IReadOnlyList<Id<Question>> TakenBack { get; } = [.. changes.Where(c => c.Way == RegradeWay.AsMet).Select(c => c.QuestionId)];

    /// <summary>What becomes of an attempt; null when it isn't concerned.</summary>
    /// <param name="attempt">Handed in.</param>
    /// <param name="sheet">With the latest step of each question; answers are needed only of those that are decided on.</param>
    public RegradedAttempt? Of(Attempt attempt, AnswerSheet sheet)
    {
        var marks = changes.Select(change => Mark(change, attempt, sheet)).OfType<GivenMark>().ToList();
        if (marks.Count == 0) return null;
        var (before, after) = (new AttemptReckoning(sheet), new AttemptReckoning(sheet.With(marks.Select(m => m.Step(attempt.Id, sheet.Latest(m.QuestionId)!, attempt.SavedAt)))));
        var changed = before.Questions.Zip(after.Questions).Where(pair => marks.Exists(m => m.QuestionId == pair.First.Question.Id)).Select(pair => new ChangedQuestion(pair.First.Question.Id, pair.First.Number, pair.First.Question.Version, pair.First.Points, pair.Second.Points)).ToList();
        return new RegradedAttempt(marks, changed, Earned.By(before), Earned.By(after));
    }

    /// <summary>The mark that is another by it; null where it isn't.</summary>
    private GivenMark? Mark(RegradeChange change, Attempt attempt, AnswerSheet sheet)
    {
        if (sheet.Question(change.QuestionId) is not { } met || sheet.Latest(change.QuestionId) is not { } step || kinds[met.Kind] is not { } kind || kind.MarkedBy == MarkedBy.Nobody || !change.Concerns(met.Version)) return null;
        decimal? fraction;
        var comment = step.Comment;
        QuestionState? state = null;
        Id<QuizContent>? by = null;
        switch (change.Way)
        {
            case RegradeWay.FullPoints:
                fraction = 1;
                break;
            case RegradeWay.LeaveOut:
                fraction = null;
                break;
            case RegradeWay.AsMet when kind.MarkedBy != MarkedBy.Server:
                // Nothing is marked: what was said before holds again, and what was still to be marked waits again.
                if (step.Action != StepAction.Regraded || sheet.Said(change.QuestionId) is not { } said) return null;
                (state, fraction, comment, by) = (said.State, said.Fraction, said.Comment, attempt.ContentId);
                break;
            case RegradeWay.AsNow when kind.MarkedBy == MarkedBy.Job:
                // It was run by what the question is now before; what a person said stays.
                if (step.Action == StepAction.MarkedByPerson || trials?.GetValueOrDefault((attempt.Id, change.QuestionId)) is not { Fraction: { } earned } trial) return null;
                (fraction, comment, by) = (earned, trial.Remark, decision?.ContentId);
                break;
            default:
                // Where a person or a program marks there is no key to mark by here, and what a person said stays.
                if (kind.MarkedBy != MarkedBy.Server || step.Action is StepAction.MarkedByPerson or StepAction.MarkedByJob) return null;
                var (key, tries) = (met, sheet.Tries(change.QuestionId));
                if (change.Way == RegradeWay.AsNow)
                {
                    var original = sheet.Quiz.Questions.First(q => q.Id == change.QuestionId);
                    if (now.GetValueOrDefault(change.QuestionId) is not { } today || !tries.Append(step).All(answered => QuestionComparison.StillMeans(original, today, kind, attempt.Seed, answered.Response))) return null;
                    key = QuestionComparison.Key(met, today, kind, attempt.Seed);
                }

                (state, fraction) = Marking.Outcome(kind, sheet.Paper.BehaviourOf(met), key, tries, step);
                by = change.Way == RegradeWay.AsNow ? decision?.ContentId : attempt.ContentId;
                break;
        }

        if (fraction == step.Fraction && (fraction is not null || step.State == (state ?? QuestionState.Finished))) return null;
        return new GivenMark(change.QuestionId, fraction, StepAction.Regraded, comment, decision?.ById, by, decision?.Id, state);
    }
}

/// <summary>What becomes of an attempt.</summary>
/// <param name="Marks">Those that are given anew.</param>
/// <param name="Questions">The same, to be shown, in the order of the attempt.</param>
public sealed record RegradedAttempt(IReadOnlyList<GivenMark> Marks, IReadOnlyList<ChangedQuestion> Questions, Earned Before, Earned After)
{
    /// <summary>The share of the points becomes less, or a pass is lost.</summary>
    public bool Loses => After.Percent < Before.Percent || (Before.IsPassed && !After.IsPassed);
    /// <summary>Something of it waits to be marked again; a mark that was told isn't any more.</summary>
    public bool Waits => Marks.Any(m => m.State == QuestionState.NeedsMarking);
    /// <summary>A learner who knows the mark hears of it.</summary>
    public bool IsHeard => Waits || Before != After;
    public bool Gains => !Loses && (After.Percent > Before.Percent || (After.IsPassed && !Before.IsPassed));
}

/// <summary>An attempt that a decision concerns, and whose it is.</summary>
/// <param name="Number">Which of their attempts.</param>
/// <param name="IsTold">Its learner knows the mark: they are told that it was put right.</param>
public sealed record Impact(Id<Attempt> AttemptId, Id<Person> LearnerId, Id<CourseEnrolment> EnrolmentId, string Name, string Email, int Number, RegradedAttempt Change, bool IsTold);

/// <param name="Number">In the order of the attempt, from 1.</param>
/// <param name="Version">Of the question, that the attempt met.</param>
/// <param name="Before">Points; null for not marked, or not counting.</param>
public sealed record ChangedQuestion(Id<Question> QuestionId, int Number, int Version, decimal? Before, decimal? After);

public sealed record Earned(decimal Points, decimal MaximumPoints, bool IsPassed)
{
    /// <summary>0 to 100, two decimals.</summary>
    public decimal Percent => decimal.Round(AttemptReckoning.Percent(Points, MaximumPoints), 2, MidpointRounding.AwayFromZero);

    internal static Earned By(AttemptReckoning reckoning) => new(reckoning.Points, reckoning.MaximumPoints, reckoning.IsPassed);
}
