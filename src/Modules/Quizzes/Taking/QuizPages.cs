namespace Lectern.Quizzes.Taking;

/// <summary>A question where it stands in an attempt: its number, from 1, and its page, from 1.</summary>
public sealed record PlacedQuestion(QuizQuestion Question, int Number, int Page);

/// <summary>The questions of an attempt in its own order, cut into pages.</summary>
public sealed class QuizPages
{
    private const int ShortPage = 5;
    private const int LongPage = 50;   // "all on one page" of a very long quiz still fits a form and a phone

    public QuizPages(QuizDocument quiz, int seed)
    {
        var size = quiz.Settings.InPages ? ShortPage : LongPage;
        var order = quiz.Settings.ShuffleQuestions ? Shuffling.Of(quiz.Questions, seed, q => q.Id.ToString()) : quiz.Questions;
        All = [.. order.Select((question, index) => new PlacedQuestion(question, index + 1, index / size + 1))];
        Count = All.Count == 0 ? 1 : All[^1].Page;
    }

    public IReadOnlyList<PlacedQuestion> All { get; }
    public int Count { get; }

    public IEnumerable<PlacedQuestion> On(int page) => All.Where(q => q.Page == page);
    public PlacedQuestion? Find(Id<Question> id) => All.FirstOrDefault(q => q.Question.Id == id);
}
