using System.Globalization;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.Regrading;

namespace Lectern.Quizzes.Verifying;

/// <summary>Something of an attempt that doesn't follow from its steps.</summary>
/// <param name="Expected">Null for nothing.</param>
/// <param name="Found">Null for nothing.</param>
internal sealed record ReplayedDifference(string What, string? Expected, string? Found, string Why);

/// <summary>
/// Goes through the steps of one attempt once more: what the server marks is marked again, by the sealed quiz and the seed; what a person or a job gave is
/// taken as they gave it. Then it reckons as the attempt did. Of each question only the latest step is kept, however many there are.
/// </summary>
/// <param name="attempt">As it is kept.</param>
/// <param name="paper">What it met.</param>
/// <param name="kinds">All there are.</param>
/// <param name="others">Other sealed quizzes by whose questions it was marked anew; null for one that isn't there.</param>
internal sealed class AttemptReplay(Attempt attempt, Paper paper, QuestionKinds kinds, Func<Id<QuizContent>, QuizDocument?> others)
{
    private readonly Dictionary<Id<Question>, AttemptStep> _latest = [];
    private readonly Dictionary<Id<Question>, AttemptStep> _said = [];   // by itself, whatever was decided for everybody since
    private readonly Dictionary<Id<Question>, List<AttemptStep>> _tries = [];
    private readonly HashSet<Id<Question>> _handedIn = [];
    private readonly List<ReplayedDifference> _found = [];
    private readonly Dictionary<Id<Question>, int> _numbers = paper.Questions.Select((placed, index) => (placed.Question.Id, Number: index + 1)).ToDictionary(q => q.Id, q => q.Number);

    /// <summary>Takes the next step; those of one question in their order.</summary>
    public void Take(AttemptStep step)
    {
        if (paper.Find(step.QuestionId) is not { } question)
        {
            Differs($"question {step.QuestionId}", null, step.Action.ToString(), "The paper of this attempt, by its sealed quiz and seed, doesn't have this question.");
            return;
        }

        var name = NameOf(step.QuestionId);
        var before = _latest.GetValueOrDefault(step.QuestionId);
        var wasHandedIn = _handedIn.Contains(step.QuestionId);
        if (IsOfLearner(step) || step.Action == StepAction.Submitted)
        {
            if (wasHandedIn)
            {
                Differs(name, null, step.Action.ToString(), "It was handed in before: nothing is answered or handed in after that.");
                return;
            }
        }
        else if (!wasHandedIn) Differs(name, StepAction.Submitted.ToString(), step.Action.ToString(), "A step is missing: what is marked was handed in before.");

        if (!IsOfLearner(step)) _handedIn.Add(step.QuestionId);
        var response = IsOfLearner(step) ? step.Response : before?.Response;
        if (step.Response != response) Differs($"{name}, answer", response ?? "no answer", step.Response ?? "no answer", "What is marked is what was saved last.");
        if (step.Action == StepAction.Checked && !paper.BehaviourOf(question).Checks) Differs(name, null, step.Action.ToString(), "Questions of this quiz are marked when it is handed in, and not before.");
        var (state, fraction) = Outcome(question, step, before, response);
        if (state != step.State) Differs($"{name}, state", state.ToString(), step.State.ToString(), "The state follows from the answer and what it earns.");
        if (fraction != step.Fraction) Differs($"{name}, fraction", Number(fraction), Number(step.Fraction), WhyOf(step));
        _latest[step.QuestionId] = new AttemptStep
        {
            AttemptId = step.AttemptId, QuestionId = step.QuestionId, Action = step.Action, State = state, Fraction = fraction, Response = response, Certainty = step.Certainty, IsFlagged = step.IsFlagged, At = step.At, Position = step.Position,
        };
        if (AnswerSheet.Saying.Contains(step.Action)) _said[step.QuestionId] = _latest[step.QuestionId];
        if (step.Action == StepAction.Checked) TriesOf(step.QuestionId).Add(_latest[step.QuestionId]);
    }

    /// <summary>All that differs, once every step was taken.</summary>
    /// <param name="awaited">The questions that wait in the marking queue.</param>
    public IReadOnlyList<ReplayedDifference> End(IReadOnlyCollection<Id<Question>> awaited)
    {
        var isHandedIn = attempt.IsHandedIn;
        if (isHandedIn)
            foreach (var (question, _) in paper.Questions.Where(placed => !_handedIn.Contains(placed.Question.Id))) HandIn(question);
        else if (_handedIn.Count > 0)
            Differs("state", $"{AttemptState.Submitted} or {AttemptState.Finished}", attempt.State.ToString(), "There are steps of handing in.");

        var reckoning = new AttemptReckoning(new AnswerSheet(paper, _latest.Values));
        if (reckoning.MaximumPoints != attempt.MaximumPoints) Differs("points that can be earned", Number(reckoning.MaximumPoints), Number(attempt.MaximumPoints), "They are the sum of the questions that count, of the sealed quiz.");
        var points = isHandedIn ? reckoning.Points : 0;
        if (points != attempt.Points) Differs("points", Number(points), Number(attempt.Points), "They are the sum of what the latest step of each question earns, rounded once.");
        if (isHandedIn && reckoning.State != attempt.State) Differs("state", reckoning.State.ToString(), attempt.State.ToString(), "It is finished when nothing waits to be marked.");
        var passed = isHandedIn && reckoning.IsPassed;
        if (passed != attempt.IsPassed) Differs("passed", Word(passed), Word(attempt.IsPassed), $"The pass mark is {paper.Quiz.Settings.PassingPercent}%.");
        if (attempt.ReleasedAt is { } released && (!isHandedIn || reckoning.Waits)) Differs("released", null, released.ToString("O"), "Only what is marked in full is told.");
        foreach (var q in reckoning.Questions.Where(q => (isHandedIn && q.Waits) != awaited.Contains(q.Question.Id)))
            Differs($"{NameOf(q.Question.Id)}, marking queue", q.Waits ? "waiting" : "not waiting", q.Waits ? "not waiting" : "waiting", "What has still to be marked waits in the queue, and nothing else does.");
        return _found;
    }

    // What the steps would have been.
    private void HandIn(QuizQuestion question)
    {
        var before = _latest.GetValueOrDefault(question.Id);
        var (state, fraction) = Marking.Outcome(kinds[question.Kind], paper.BehaviourOf(question), question, TriesOf(question.Id), before);
        Differs(NameOf(question.Id), $"{StepAction.Submitted}, {state}", before?.Action.ToString(), "A step is missing: every question is marked when the attempt is handed in.");
        _latest[question.Id] = new AttemptStep
        {
            AttemptId = attempt.Id, QuestionId = question.Id, Action = StepAction.Submitted, State = state, Fraction = fraction, Response = before?.Response, IsFlagged = false, At = attempt.SavedAt,
        };
    }

    private (QuestionState State, decimal? Fraction) Outcome(QuizQuestion question, AttemptStep step, AttemptStep? before, string? response)
    {
        switch (step.Action)
        {
            case StepAction.Saved:
                return (response is null ? QuestionState.Unanswered : QuestionState.Complete, null);
            case StepAction.Checked or StepAction.Submitted:
                return Marking.Outcome(kinds[question.Kind], paper.BehaviourOf(question), question, TriesOf(question.Id), step.Action == StepAction.Checked ? step : before);
            case StepAction.Regraded when step.MarkedByContentId is { } contentId:
                if (contentId == attempt.ContentId && kinds[question.Kind].MarkedBy != MarkedBy.Server) return _said.TryGetValue(question.Id, out var said) ? (said.State, said.Fraction) : Given(step);
                if (contentId == attempt.ContentId) return Marking.Outcome(kinds[question.Kind], paper.BehaviourOf(question), question, TriesOf(question.Id), before);
                if (others(contentId)?.Questions.FirstOrDefault(q => q.Id == question.Id) is not { } other)
                {
                    Differs(NameOf(question.Id), contentId.ToString(), null, "The sealed quiz by which it was marked anew doesn't have this question.");
                    return Given(step);
                }

                return kinds[question.Kind].MarkedBy != MarkedBy.Server ? Given(step)
                    : Marking.Outcome(kinds[question.Kind], paper.BehaviourOf(question), QuestionComparison.Key(question, other, kinds[question.Kind], attempt.Seed), TriesOf(question.Id), before);
            default:
                return Given(step);
        }
    }

    /// <summary>What somebody said, or a job: nothing here can say otherwise, but that it is none of a question's points.</summary>
    private static (QuestionState, decimal?) Given(AttemptStep step) => step.Fraction is { } fraction ? Marked(Math.Clamp(fraction, 0, 1)) : (QuestionState.Finished, null);

    private static (QuestionState, decimal?) Marked(decimal fraction) => (QuestionStates.Of(fraction), fraction);

    private static string WhyOf(AttemptStep step) => step.Action switch
    {
        StepAction.Regraded when step.MarkedByContentId is { } by => $"The answer was marked again by the sealed quiz {by}.",
        StepAction.Checked or StepAction.Submitted => "The answer was marked again by the sealed quiz and the attempt's seed.",
        StepAction.Saved => "What is only saved earns nothing yet.",
        _ => "A mark is a share of the question's points, from 0 to 1.",
    };

    private List<AttemptStep> TriesOf(Id<Question> id) => _tries.TryGetValue(id, out var tries) ? tries : _tries[id] = [];
    private static bool IsOfLearner(AttemptStep step) => step.Action is StepAction.Saved or StepAction.Checked;
    private string NameOf(Id<Question> id) => $"question {_numbers[id]} ({id})";
    private static string? Number(decimal? value) => value?.ToString("0.######", CultureInfo.InvariantCulture);
    private static string Word(bool value) => value ? "yes" : "no";
    private void Differs(string what, string? expected, string? found, string why) => _found.Add(new ReplayedDifference(what, expected, found, why));
}
