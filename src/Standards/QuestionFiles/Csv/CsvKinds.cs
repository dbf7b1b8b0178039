namespace Lectern.QuestionFiles.Csv;

/// <summary>The slot for a kind of question in a table.</summary>
internal abstract class CsvKind(string name, params string[] alsoCalled)
{
    internal string Name => name;

    internal bool Reads(string written) => string.Equals(written, name, StringComparison.OrdinalIgnoreCase) || alsoCalled.Contains(written, StringComparer.OrdinalIgnoreCase);

    /// <summary>The content; null (and said) when it is none.</summary>
    internal abstract QuestionContent? Read(CsvRow row);
    internal abstract bool Writes(QuestionContent content);
    internal abstract void Write(Dictionary<string, string> row, QuestionContent content);

    /// <summary>The answers with their grades and feedback; null (and said) when a grade is none.</summary>
    protected static List<Answer>? Answers(CsvRow row, decimal usual, Func<int, FormattedText> text)
    {
        List<Answer> answers = [];
        foreach (var number in row.Numbers("answer"))
        {
            if (row.Grade(number, usual) is not { } fraction) return null;
            answers.Add(new(text(number), fraction, row.Text("feedback", number)));
        }
        return answers;
    }

    protected static void Write(Dictionary<string, string> row, int number, string answer, decimal fraction, FormattedText feedback)
    {
        row[CsvRow.Column("answer", number)] = answer;
        row[CsvRow.Column("grade", number)] = Grades.Percent(fraction);
        row[CsvRow.Column("feedback", number)] = feedback.Text;
    }
}

/// <summary>Answers to choose; the grade is empty for a wrong one.</summary>
internal sealed class CsvChoices(bool single) : CsvKind(single ? "multiple-choice" : "multiple-answer", single ? "multichoice" : "multiple-response")
{
    internal override QuestionContent? Read(CsvRow row)
    {
        if (Answers(row, 0, number => row.Text("answer", number)) is not { } answers) return null;
        if (answers.Count < 2) return row.Refuse("too-few-choices", "There must be at least two choices.");
        if (!answers.Exists(answer => answer.Fraction > 0)) return row.Refuse("no-right-choice", "No choice is right. Write 100 into the column “grade” beside the right one.");
        row.Reading.LookAtGrades(row.Offset, answers.Select(answer => answer.Fraction), single);
        return new Choices { OnlyOne = single, Answers = answers, Shuffle = row.Is("shuffle", true) };
    }

    internal override bool Writes(QuestionContent content) => content is Choices choices && choices.OnlyOne == single;

    internal override void Write(Dictionary<string, string> row, QuestionContent content)
    {
        var choices = (Choices)content;
        if (!choices.Shuffle) row["shuffle"] = "no";
        foreach (var (i, answer) in choices.Answers.Index()) Write(row, i + 1, answer.Text.Text, answer.Fraction, answer.Feedback);
    }
}

/// <summary>The right one of "true" and "false" is answer 1, or has the grade 100.</summary>
internal sealed class CsvTrueFalse() : CsvKind("true-false", "truefalse", "true/false")
{
    internal override QuestionContent? Read(CsvRow row)
    {
        if (Answers(row, 100, number => row.Text("answer", number)) is not { } answers) return null;
        var whenTrue = answers.Find(answer => Means(answer, "true", "t"));
        var whenFalse = answers.Find(answer => Means(answer, "false", "f"));
        if (answers.Count is 0 or > 2 || answers.Exists(answer => answer != whenTrue && answer != whenFalse)) return row.Refuse("true-or-false", "Write the right one of “true” and “false” as answer 1.");
        var isTrue = whenFalse is null || (whenTrue is not null && (answers.Exists(answer => answer.Fraction == 0) ? whenTrue.Fraction > 0 : answers[0] == whenTrue));
        var nothing = row.Text("feedback", 0);
        return new TrueFalse(isTrue, whenTrue?.Feedback ?? nothing, whenFalse?.Feedback ?? nothing);
    }

    private static bool Means(Answer answer, params string[] words) => words.Contains(answer.Text.Text.ToLowerInvariant());

    internal override bool Writes(QuestionContent content) => content is TrueFalse;

    internal override void Write(Dictionary<string, string> row, QuestionContent content)
    {
        foreach (var (i, answer) in ((TrueFalse)content).Answers.Index()) Write(row, i + 1, answer.Text.Text.ToLowerInvariant(), answer.Fraction, answer.Feedback);
    }
}

/// <summary>Answers to type; the grade is empty for a right one.</summary>
internal sealed class CsvShortAnswer() : CsvKind("short-answer", "shortanswer")
{
    internal override QuestionContent? Read(CsvRow row)
    {
        if (Answers(row, 1, number => new(row["answer", number], TextFormat.Plain)) is not { } answers) return null;
        if (answers.Count == 0) return row.Refuse("no-answer", "There must be at least one answer.");
        row.Reading.LookAtGrades(row.Offset, answers.Select(answer => answer.Fraction), single: true);
        return new ShortAnswer(answers, row.Is("case sensitive", false));
    }

    internal override bool Writes(QuestionContent content) => content is ShortAnswer;

    internal override void Write(Dictionary<string, string> row, QuestionContent content)
    {
        var shortAnswer = (ShortAnswer)content;
        if (shortAnswer.CaseSensitive) row["case sensitive"] = "yes";
        foreach (var (i, answer) in shortAnswer.Answers.Index()) Write(row, i + 1, answer.Text.Text, answer.Fraction, answer.Feedback);
    }
}

/// <summary>Numbers to type, each with its tolerance; * is any number.</summary>
internal sealed class CsvNumerical() : CsvKind("numerical", "numeric")
{
    internal override QuestionContent? Read(CsvRow row)
    {
        List<NumericalAnswer> answers = [];
        foreach (var number in row.Numbers("answer"))
        {
            var (written, width) = (row["answer", number], row["tolerance", number]);
            if (row.Grade(number, written == "*" ? 0 : 1) is not { } fraction) return null;
            var value = Quantity.Parse(written, comma: true);
            if (value is null && written != "*") return row.Refuse("not-a-number", "“{0}” is no number.", Naming.Clean(written));
            if ((width.Length == 0 ? Quantity.Zero : Quantity.Parse(width, comma: true)) is not { IsNegative: false } tolerance) return row.Refuse("tolerance", "“{0}” is no tolerance; write a number of at least 0.", Naming.Clean(width));
            answers.Add(new(value, tolerance, fraction, row.Text("feedback", number)));
        }
        if (answers.Count == 0) return row.Refuse("no-answer", "There must be at least one answer.");
        row.Reading.LookAtGrades(row.Offset, answers.Select(answer => answer.Fraction), single: true);
        return new Numerical { Answers = answers };
    }

    internal override bool Writes(QuestionContent content) => content is Numerical;

    internal override void Write(Dictionary<string, string> row, QuestionContent content)
    {
        foreach (var (i, answer) in ((Numerical)content).Answers.Index())
        {
            Write(row, i + 1, answer.Number?.Written ?? "*", answer.Fraction, answer.Feedback);
            if (answer.Tolerance != Quantity.Zero) row[CsvRow.Column("tolerance", i + 1)] = answer.Tolerance.Written;
        }
    }
}

/// <summary>Answers with what belongs to each beside it, in "match".</summary>
internal sealed class CsvMatching() : CsvKind("matching", "match")
{
    internal override QuestionContent? Read(CsvRow row)
    {
        List<Pair> pairs = [];
        foreach (var number in row.Numbers("answer").Union(row.Numbers("match")).Order())
        {
            if (row["match", number] is not { Length: > 0 } right) return row.Refuse("right-side-missing", "What belongs to “{0}” is missing.", Naming.Clean(row["answer", number]));
            pairs.Add(new(row.Text("answer", number), right));
        }
        return pairs.Count < 2 ? row.Refuse("too-few-pairs", "There must be at least two pairs.") : new Matching(pairs) { Shuffle = row.Is("shuffle", true) };
    }

    internal override bool Writes(QuestionContent content) => content is Matching;

    internal override void Write(Dictionary<string, string> row, QuestionContent content)
    {
        var matching = (Matching)content;
        if (!matching.Shuffle) row["shuffle"] = "no";
        foreach (var (i, pair) in matching.Pairs.Index()) (row[CsvRow.Column("answer", i + 1)], row[CsvRow.Column("match", i + 1)]) = (pair.Left.Text, pair.Right);
    }
}

/// <summary>Answers in the right order.</summary>
internal sealed class CsvOrdering() : CsvKind("ordering")
{
    internal override QuestionContent? Read(CsvRow row)
    {
        var items = row.Numbers("answer").Select(number => new Answer(row.Text("answer", number), 1, row.Text("feedback", number))).ToList();
        return items.Count < 2 ? row.Refuse("too-few-items", "There must be at least two items to bring into order.") : new Ordering { Items = items, Select = "ALL", SelectCount = items.Count };
    }

    internal override bool Writes(QuestionContent content) => content is Ordering;

    internal override void Write(Dictionary<string, string> row, QuestionContent content)
    {
        foreach (var (i, item) in ((Ordering)content).Items.Index())
            (row[CsvRow.Column("answer", i + 1)], row[CsvRow.Column("feedback", i + 1)]) = (item.Text.Text, item.Feedback.Text);
    }
}

internal sealed class CsvEssay() : CsvKind("essay")
{
    internal override QuestionContent Read(CsvRow row) => new Essay();
    internal override bool Writes(QuestionContent content) => content is Essay;
    internal override void Write(Dictionary<string, string> row, QuestionContent content) { }
}

internal sealed class CsvDescription() : CsvKind("description")
{
    internal override QuestionContent Read(CsvRow row) => new Description();
    internal override bool Writes(QuestionContent content) => content is Description;
    internal override void Write(Dictionary<string, string> row, QuestionContent content) { }
}
