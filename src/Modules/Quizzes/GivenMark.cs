using Lectern.People;
using Lectern.Quizzes.Regrading;

namespace Lectern.Quizzes;

/// <summary>What somebody, or a job, says that a question earns.</summary>
/// <param name="QuestionId">Which.</param>
/// <param name="Fraction">Of its points, 0 to 1; with <see cref="StepAction.Regraded"/> whatever its behaviour makes of it, and null when it isn't to count any more.</param>
/// <param name="Action">MarkedByPerson, MarkedByJob or Regraded.</param>
/// <param name="Comment">Sanitised HTML for the learner; "" for nothing.</param>
/// <param name="ById">Who; null for a job.</param>
/// <param name="ByContentId">The sealed quiz by whose question it is marked anew; null where it isn't marked by a question.</param>
/// <param name="RegradeId">The decision that it follows from, with <see cref="StepAction.Regraded"/>.</param>
/// <param name="State">How the answer is, where penalties or certainty make something else of the fraction; null for what the fraction says.</param>
public sealed record GivenMark(Id<Question> QuestionId, decimal? Fraction, StepAction Action, string Comment = "", Id<Person>? ById = null, Id<QuizContent>? ByContentId = null, Id<Regrade>? RegradeId = null, QuestionState? State = null)
{
    /// <summary>The step that it becomes, after this one.</summary>
    internal AttemptStep Step(Id<Attempt> attempt, AttemptStep latest, DateTimeOffset at)
    {
        decimal? fraction = Fraction is { } given ? decimal.Round(given, 6, MidpointRounding.AwayFromZero) : null;
        return new AttemptStep
        {
            AttemptId = attempt, QuestionId = QuestionId, Action = Action, State = State ?? (fraction is { } earned ? QuestionStates.Of(earned) : QuestionState.Finished), Fraction = fraction, Comment = Comment,
            MarkedById = ById, MarkedByContentId = ByContentId, RegradeId = RegradeId, Response = latest.Response, Certainty = latest.Certainty, IsFlagged = latest.IsFlagged, At = at,
        };
    }
}
