using Lectern.Quizzes.Behaviours;

namespace Lectern.Quizzes;

/// <summary>What a learner says to a question: the answer as its kind read it (null for none), the flag, and how sure they are, 1 to 3, where they are asked.</summary>
public sealed record Answer(Id<Question> QuestionId, string? Response, bool IsFlagged, int? Certainty = null);

/// <summary>The paper of an attempt beside the latest step of each question, and those in which it was checked.</summary>
public sealed class AnswerSheet(Paper paper, IEnumerable<AttemptStep> steps)
{
    /// <summary>The steps in which something is said of one answer by itself (<see cref="Said"/>).</summary>
    internal static readonly IReadOnlyList<StepAction> Saying = [StepAction.Submitted, StepAction.MarkedByPerson, StepAction.MarkedByJob];

    private readonly Dictionary<Id<Question>, AttemptStep> _latest =
        steps.GroupBy(s => s.QuestionId).ToDictionary(group => group.Key, group => group.MaxBy(s => s.Position)!);
    private readonly Dictionary<Id<Question>, List<AttemptStep>> _tries =
        steps.Where(s => s.Action == StepAction.Checked).GroupBy(s => s.QuestionId).ToDictionary(group => group.Key, group => group.OrderBy(s => s.Position).ToList());
    private readonly Dictionary<Id<Question>, AttemptStep> _said =
        steps.Where(IsSaid).GroupBy(s => s.QuestionId).ToDictionary(group => group.Key, group => group.MaxBy(s => s.Position)!);

    public Paper Paper => paper;
    public QuizDocument Quiz => paper.Quiz;
    public QuizQuestion? Question(Id<Question> question) => paper.Find(question);
    public bool Has(Id<Question> question) => paper.Find(question) is not null;
    public AttemptStep? Latest(Id<Question> question) => _latest.GetValueOrDefault(question);
    public string? Response(Id<Question> question) => Latest(question)?.Response;
    public bool IsAnswered(Id<Question> question) => Response(question) is not null;
    public bool IsFlagged(Id<Question> question) => Latest(question)?.IsFlagged ?? false;
    public int? Certainty(Id<Question> question) => Latest(question)?.Certainty;
    /// <summary>The steps in which it was checked, in their order.</summary>
    public IReadOnlyList<AttemptStep> Tries(Id<Question> question) => _tries.TryGetValue(question, out var tries) ? tries : [];
    /// <summary>What was said of its answer last by itself, when it was handed in or by who marked it, whatever was decided for everybody since; null where the sheet wasn't read with it.</summary>
    public AttemptStep? Said(Id<Question> question) => _said.GetValueOrDefault(question);
    /// <summary>Where a question stands that was checked; null before that.</summary>
    public Standing? StandingOf(QuizQuestion question) => Tries(question.Id) is { Count: > 0 } tries ? paper.BehaviourOf(question).Stand(question, Marking.Tries(paper.KindOf(question), question, tries, null)) : null;
    public int Answered => paper.Questions.Count(q => IsAnswered(q.Question.Id));

    internal bool IsAlready(Answer answer) => Latest(answer.QuestionId) is { } latest
        ? latest.Response == answer.Response && latest.IsFlagged == answer.IsFlagged && latest.Certainty == answer.Certainty
        : answer is { Response: null, IsFlagged: false, Certainty: null };

    /// <summary>Another sheet, on which these are the latest of their questions.</summary>
    internal AnswerSheet With(IEnumerable<AttemptStep> later)
    {
        var sheet = WithEarlier([]);
        sheet.Add(later);
        return sheet;
    }

    /// <summary>The same sheet, read with more of what was before.</summary>
    internal AnswerSheet WithEarlier(IEnumerable<AttemptStep> earlier) => new(paper, [.. _tries.Values.SelectMany(tries => tries).Union(_latest.Values).Union(_said.Values).Union(earlier)]);

    internal void Add(IEnumerable<AttemptStep> steps)
    {
        foreach (var step in steps)
        {
            _latest[step.QuestionId] = step;
            if (IsSaid(step)) _said[step.QuestionId] = step;
            if (step.Action != StepAction.Checked) continue;
            if (!_tries.TryGetValue(step.QuestionId, out var tries)) _tries[step.QuestionId] = tries = [];
            tries.Add(step);
        }
    }

    private static bool IsSaid(AttemptStep step) => Saying.Contains(step.Action);
}
