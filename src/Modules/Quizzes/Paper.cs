using Lectern.Quizzes.Behaviours;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes;

/// <summary>A question on the paper of an attempt.</summary>
/// <param name="Question">With the values that this attempt met, where its kind has variants (<see cref="IQuestionKind.Vary"/>).</param>
public sealed record PaperQuestion(QuizQuestion Question, QuizSection Section);

/// <summary>
/// What one attempt meets of a quiz: the questions drawn, varied and put in order. Computed from the sealed quiz and the
/// attempt's seed and from nothing else, so it is the same on every page, on every node and years later.
/// </summary>
public sealed class Paper
{
    private readonly Dictionary<Id<Question>, QuizQuestion> _byId;
    private readonly QuestionKinds _kinds;

    public Paper(QuizDocument quiz, int seed, QuestionKinds kinds)
    {
        Quiz = quiz;
        _kinds = kinds;
        // A question that always comes is never drawn as well, nor one twice.
        var taken = quiz.Sections.SelectMany(section => section.Slots).Where(IsFixed).SelectMany(slot => slot.Pool).Select(question => question.Id).ToHashSet();
        List<PaperQuestion> questions = [];
        foreach (var section in quiz.Sections)
        {
            var met = section.Slots.SelectMany(slot => IsFixed(slot) ? slot.Pool : Drawn(slot, seed, taken));
            var inOrder = section.IsShuffled ? Shuffling.Of(met, seed, question => question.Id.ToString()) : met;
            questions.AddRange(inOrder.Select(question => new PaperQuestion(AsMet(question, kinds[question.Kind], seed), section)));
        }

        // A draft that is tried before it is ready may hold a question twice.
        Questions = questions = [.. questions.DistinctBy(placed => placed.Question.Id)];
        _byId = questions.ToDictionary(placed => placed.Question.Id, placed => placed.Question);
    }

    public QuizDocument Quiz { get; }
    /// <summary>In the order in which the attempt shows them.</summary>
    public IReadOnlyList<PaperQuestion> Questions { get; }
    public decimal MaximumPoints => Questions.Sum(placed => placed.Question.Points);

    public IQuestionKind KindOf(QuizQuestion question) => _kinds[question.Kind];
    /// <summary>How the quiz answers to this question while it is taken.</summary>
    public IBehaviour BehaviourOf(QuizQuestion question) => QuizBehaviours.For(Quiz.Settings, KindOf(question));

    public QuizQuestion? Find(Id<Question> id) => _byId.GetValueOrDefault(id);

    /// <summary>With its values; and what nobody marks is worth nothing.</summary>
    private static QuizQuestion AsMet(QuizQuestion question, IQuestionKind kind, int seed)
    {
        var varied = kind.Varied(question, seed);
        return kind.MarkedBy == MarkedBy.Nobody ? varied with { Points = 0 } : varied;
    }

    private static bool IsFixed(QuizSlot slot) => slot.Draw >= slot.Pool.Count;

    private static List<QuizQuestion> Drawn(QuizSlot slot, int seed, HashSet<Id<Question>> taken)
    {
        var drawn = Shuffling.Of(slot.Pool.Where(question => !taken.Contains(question.Id)), seed, question => $"{slot.Id}/{question.Id}").Take(slot.Draw).ToList();
        taken.UnionWith(drawn.Select(question => question.Id));
        return drawn;
    }
}
