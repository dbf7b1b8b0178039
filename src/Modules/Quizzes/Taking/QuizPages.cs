namespace Lectern.Quizzes.Taking;

/// <summary>A question where it stands in an attempt: its section's title, its number, from 1, and its page, from 1.</summary>
public sealed record PlacedQuestion(QuizQuestion Question, string Section, int Number, int Page);

/// <summary>The paper of an attempt cut into pages.</summary>
public sealed class QuizPages
{
    private const int ShortPage = 5;
    private const int LongPage = 50;   // "all on one page" of a very long quiz still fits a form and a phone

    public QuizPages(Paper paper)
    {
        var size = paper.Quiz.Settings.PageSize switch { PageSize.One => 1, PageSize.Five => ShortPage, _ => LongPage };
        List<PlacedQuestion> all = [];
        var (page, onPage) = (1, 0);
        QuizSection? section = null;
        foreach (var placed in paper.Questions)
        {
            if (onPage == size || (section is not null && section != placed.Section)) (page, onPage) = (page + 1, 0);
            (section, onPage) = (placed.Section, onPage + 1);
            all.Add(new PlacedQuestion(placed.Question, placed.Section.Title, all.Count + 1, page));
        }

        All = all;
        Count = page;
    }

    public IReadOnlyList<PlacedQuestion> All { get; }
    public int Count { get; }

    public IEnumerable<PlacedQuestion> On(int page) => All.Where(q => q.Page == page);
    public PlacedQuestion? Find(Id<Question> id) => All.FirstOrDefault(q => q.Question.Id == id);
}
