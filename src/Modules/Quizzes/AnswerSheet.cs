namespace Lectern.Quizzes;

/// <summary>What a learner says to a question: the answer as its kind read it (null for none) and the flag.</summary>
public sealed record Answer(Id<Question> QuestionId, string? Response, bool IsFlagged);

/// <summary>The paper of an attempt beside the latest step of each question.</summary>
public sealed class AnswerSheet(Paper paper, IEnumerable<AttemptStep> steps)
{
    private readonly Dictionary<Id<Question>, AttemptStep> _latest =
        steps.GroupBy(s => s.QuestionId).ToDictionary(group => group.Key, group => group.MaxBy(s => s.Position)!);

    public Paper Paper => paper;
    public QuizDocument Quiz => paper.Quiz;
    public QuizQuestion? Question(Id<Question> question) => paper.Find(question);
    public bool Has(Id<Question> question) => paper.Find(question) is not null;
    public AttemptStep? Latest(Id<Question> question) => _latest.GetValueOrDefault(question);
    public string? Response(Id<Question> question) => Latest(question)?.Response;
    public bool IsAnswered(Id<Question> question) => Response(question) is not null;
    public bool IsFlagged(Id<Question> question) => Latest(question)?.IsFlagged ?? false;
    public int Answered => paper.Questions.Count(q => IsAnswered(q.Question.Id));

    internal bool IsAlready(Answer answer) => Latest(answer.QuestionId) is { } latest
        ? latest.Response == answer.Response && latest.IsFlagged == answer.IsFlagged
        : answer is { Response: null, IsFlagged: false };

    internal void Add(IEnumerable<AttemptStep> steps)
    {
        foreach (var step in steps) _latest[step.QuestionId] = step;
    }
}
