using System.Text.RegularExpressions;

namespace Lectern.QuestionFiles.MissingWord;

/// <summary>The missing word format, GIFT's ancestor: <c>This is {=the best answer#said to it ~75%a good answer ~a wrong one} in a text.</c>
/// (docs.moodle.org/en/Missing_word_format). A question ends at a blank line; nothing is escaped. It is only read.</summary>
internal sealed partial class MissingWordFormat : IQuestionFormat
{
    private const string Blank = "_____";

    public string Name => "missing-word";
    public string Label => "Missing word";
    public string Extension => ".txt";
    public Facets? Keeps => null;

    // A file without weights reads the same as GIFT.
    public int Resembles(TextDocument document, string fileName) =>
        Blocks.AnyBraces(document.Text, answers => Weighted().IsMatch(answers)) ? 75
        : fileName.Contains("missingword", StringComparison.OrdinalIgnoreCase) && Blocks.AnyBraces(document.Text, answers => answers.Contains('=', StringComparison.Ordinal)) ? 70 : 0;

    public QuestionFile Read(TextDocument document, ReadingOptions options)
    {
        Reading reading = new(this, document, options);
        foreach (var (start, end) in Blocks.Of(document.Text))
        {
            if (reading.IsFull()) break;
            reading.Question = null;
            if (!Blocks.IsTooLong(reading, start, end) && ReadQuestion(reading, document.Text[start..end].Trim(), start) is { } question) reading.Add(question);
        }
        return reading.Finish();
    }

    public bool Holds(QuestionContent content) => false;

    public WrittenQuestions Write(IReadOnlyList<PortableQuestion> questions) => new("", Losses.Write(this, questions, _ => null));

    private static PortableQuestion? ReadQuestion(Reading reading, string block, int offset)
    {
        var text = block.Replace('\n', ' ');
        reading.Question = Naming.From(new(text, TextFormat.Moodle));
        var (open, close) = (text.IndexOf('{', StringComparison.Ordinal), text.IndexOf('}', StringComparison.Ordinal));
        if (open < 0) return reading.Refuse<PortableQuestion>(offset, "no-answers", "There are no answers in braces.");
        if (close < open) return reading.Refuse<PortableQuestion>(offset + open, "braces", "The brace {{ is never closed. If it belongs to the text, write \\{{.");
        List<Answer> answers = [];
        foreach (var written in text[(open + 1)..close].Replace("=", "~=", StringComparison.Ordinal).Split('~', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (ReadAnswer(reading, offset + open, written) is not { } answer) return null;
            answers.Add(answer);
        }
        if (answers.Count == 0) return reading.Refuse<PortableQuestion>(offset + open, "no-answer", "There must be at least one answer.");
        if (answers.Count > 1) reading.LookAtGrades(offset + open, answers.Select(answer => answer.Fraction), single: true);
        var stem = new FormattedText((text[..open] + Blank + text[(close + 1)..]).Trim(), TextFormat.Moodle);
        return new()
        {
            // One answer leaves nothing to choose from.
            Content = answers is [var only] ? new ShortAnswer([only with { Text = only.Text with { Format = TextFormat.Plain }, Fraction = 1 }]) : new Choices { OnlyOne = true, Answers = answers },
            Name = Naming.From(stem),
            IsNamed = false,
            Text = stem,
            Line = reading.Document.Place(offset).Line,
        };
    }

    private static Answer? ReadAnswer(Reading reading, int offset, string written)
    {
        var fraction = 0m;
        if (written[0] == '=') (fraction, written) = (1, written[1..].Trim());
        else if (Weight().Match(written) is { Success: true } weight)
        {
            if (Grades.OfPercent(weight.Groups[1].Value) is not { } grade || reading.Grade(offset, grade) is not { } known) return null;
            (fraction, written) = (known, written[weight.Length..].Trim());
        }
        // An underscore keeps a number at the beginning from being taken for a weight.
        if (written is ['_', ..]) written = written[1..];
        var parts = written.Split('#', 2, StringSplitOptions.TrimEntries);
        if (parts[0].Length == 0) return reading.Refuse<Answer>(offset, "answer-empty", "An answer has no text.");
        return new(new(parts[0]), fraction, new(parts.Length > 1 ? parts[1] : ""));
    }

    [GeneratedRegex("^([0-9]+)%")]
    private static partial Regex Weight();

    [GeneratedRegex("~[ \\t]*[0-9]+%")]
    private static partial Regex Weighted();
}
