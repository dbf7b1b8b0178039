namespace Lectern.QuestionFiles;

/// <summary>A file while it is read: what was found so far.</summary>
internal sealed class Reading(IQuestionFormat format, TextDocument document, ReadingOptions options)
{
    /// <summary>How many are listed; a file with more is of no use to anyone.</summary>
    private const int MostProblems = 10_000;

    /// <summary>In one file: as many as a bank has room for.</summary>
    private const int MostQuestions = 20_000;

    private readonly List<PortableQuestion> _questions = [];
    private readonly List<Problem> _problems = [];
    private readonly List<QuestionCategory> _categories = [];
    private bool _isCut;
    private readonly SortedDictionary<string, int> _namedTypes = new(StringComparer.Ordinal);

    internal TextDocument Document => document;
    internal ReadingOptions Options => options;

    /// <summary>Where the next questions belong.</summary>
    internal QuestionCategory? Category { get; private set; }

    /// <summary>What problems from now on are about.</summary>
    internal string? Question { get; set; }

    internal void Enter(QuestionCategory category) => _categories.Add(Category = category);

    internal void Add(PortableQuestion question) => _questions.Add(question);

    /// <summary>Whether reading ends here although the file goes on; asked before each question.</summary>
    internal bool IsFull()
    {
        _isCut |= _questions.Count == MostQuestions;
        return _isCut || _problems.Count > MostProblems;
    }

    internal void Meet(string namedType) => _namedTypes[namedType] = _namedTypes.GetValueOrDefault(namedType) + 1;

    /// <summary>The question isn't taken in. Answers nothing, for whoever has to answer something.</summary>
    internal T? Refuse<T>(int offset, string code, string sentence, params IReadOnlyList<string> arguments) where T : class
    {
        Say(ProblemLevel.Refused, offset, code, sentence, arguments);
        return null;
    }

    internal void Refuse(int offset, string code, string sentence, params IReadOnlyList<string> arguments) => Say(ProblemLevel.Refused, offset, code, sentence, arguments);
    internal void Lose(int offset, string code, string sentence, params IReadOnlyList<string> arguments) => Say(ProblemLevel.Lost, offset, code, sentence, arguments);
    internal void Note(int offset, string code, string sentence, params IReadOnlyList<string> arguments) => Say(ProblemLevel.Note, offset, code, sentence, arguments);

    /// <summary>The grade as it is taken; null (and said) when Moodle doesn't know it and the options don't allow it.</summary>
    internal decimal? Grade(int offset, decimal fraction)
    {
        if (Grades.Match(fraction) is { } known) return known;
        if (options.AnyGrade) return fraction;
        Refuse(offset, "grade-unknown", "{0}% is no grade that Moodle knows. Use one of those that its forms offer (for thirds 33.33333), or read the file with any grades.", Grades.Percent(fraction));
        return null;
    }

    /// <summary>Says what would leave learners without a full mark, which Moodle takes in all the same.</summary>
    internal void LookAtGrades(int offset, IEnumerable<decimal> fractions, bool single)
    {
        var all = fractions.ToList();
        if (single && all.DefaultIfEmpty().Max() < 1) Note(offset, "no-full-grade", "No answer earns the whole mark.");
        if (!single && Math.Abs(all.Where(fraction => fraction > 0).Sum() - 1) > 0.01m) Note(offset, "grades-not-whole", "The grades of the right choices add up to {0}%, not to 100%.", Grades.Percent(all.Where(fraction => fraction > 0).Sum()));
    }

    internal QuestionFile Finish()
    {
        Question = null;
        if (document.IsGuessed)
        {
            var first = document.Text.AsSpan().IndexOfAnyExceptInRange('\0', '\x7f');
            var (line, column) = document.Place(Math.Max(0, first));
            _problems.Insert(0, new(ProblemLevel.Note, line, column, null, "encoding-guessed", "The file isn't encoded in UTF-8. It was read as Windows-1252 (Western European): look whether letters with accents came out right, or save it as UTF-8."));
        }
        if (_questions.Count + _categories.Count == 0 && !_problems.Any(problem => problem.Level == ProblemLevel.Refused))
            _problems.Add(new(ProblemLevel.Refused, 0, 0, null, "no-questions", "There is no question in the file."));
        if (_isCut) _problems.Add(new(ProblemLevel.Refused, 0, 0, null, "questions-too-many", "The file has more than {0} questions; the others were not read. Export them in several files.", $"{MostQuestions}"));
        return new(format, document.Encoding, _questions, _problems) { Categories = _categories, NamedTypes = _namedTypes };
    }

    private void Say(ProblemLevel level, int offset, string code, string sentence, IReadOnlyList<string> arguments)
    {
        var (line, column) = document.Place(offset);
        if (_problems.Count == MostProblems) _problems.Add(new(ProblemLevel.Refused, line, column, null, "problems-too-many", "There are more problems than can be listed."));
        if (_problems.Count > MostProblems) return;
        _problems.Add(new(level, line, column, Question, code, sentence, [.. arguments]));
    }
}
