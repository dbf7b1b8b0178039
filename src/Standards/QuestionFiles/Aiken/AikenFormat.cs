using System.Text;
using System.Text.RegularExpressions;

namespace Lectern.QuestionFiles.Aiken;

/// <summary>Aiken: a question on one line, choices with capital letters below it, "ANSWER: B" (docs.moodle.org/en/Aiken_format). It is strict, and says by line what doesn't keep to it.</summary>
internal sealed partial class AikenFormat : IQuestionFormat
{
    private const int MostChoices = 26;

    public string Name => "aiken";
    public string Label => "Aiken";
    public string Extension => ".txt";
    public Facets? Keeps => Facets.None;

    public int Resembles(TextDocument document, string fileName) =>
        AnyAnswer().IsMatch(document.Text) && AnyChoice().IsMatch(document.Text) ? 85
        : fileName.Contains("aiken", StringComparison.OrdinalIgnoreCase) && AnyChoice().IsMatch(document.Text) ? 70 : 0;

    public QuestionFile Read(TextDocument document, ReadingOptions options) => new AikenReader(new(this, document, options)).Read();

    public bool Holds(QuestionContent content) => content is Choices { OnlyOne: true };

    public WrittenQuestions Write(IReadOnlyList<PortableQuestion> questions)
    {
        StringBuilder text = new();
        var problems = Losses.Write(this, questions, question => Write(text, question));
        return new(text.ToString(), problems);
    }

    private static Problem? Write(StringBuilder text, PortableQuestion question)
    {
        var answers = ((Choices)question.Content).Answers;
        var right = answers.ToList().FindIndex(answer => answer.Fraction == 1);
        if (answers.Count > MostChoices) return Refused("too-many-choices", "Aiken has letters for 26 choices.");
        if (right < 0) return Refused("no-full-grade", "No choice is fully right, and Aiken needs one.");
        if (answers.Count(answer => answer.Fraction == 1) > 1) return Refused("several-right", "Aiken holds one right choice, and here are several.");
        var stem = PlainLine.Of(question.Text);
        var lines = answers.Select(answer => PlainLine.Of(answer.Text)).ToList();
        if (stem.Length < 2 || Choice().IsMatch(stem) || AnswerLine().IsMatch(stem) || lines.Any(line => line.Length == 0)) return Refused("not-writable", "Its text, or a choice of it, can't be told apart from the other lines of Aiken.");
        text.Append(stem).Append('\n');
        for (var i = 0; i < answers.Count; i++) text.Append((char)('A' + i)).Append(") ").Append(lines[i]).Append('\n');
        text.Append("ANSWER: ").Append((char)('A' + right)).Append("\n\n");
        return null;

        Problem Refused(string code, string sentence) => new(ProblemLevel.Refused, question.Line, 0, question.Name, code, sentence);
    }

    /// <summary>A capital letter, a dot or bracket, perhaps a blank.</summary>
    [GeneratedRegex(@"^([A-Z])[).]")]
    internal static partial Regex Choice();

    [GeneratedRegex("^ANSWER:")]
    internal static partial Regex AnswerLine();

    [GeneratedRegex(@"^[ \t]*ANSWER:", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex AnyAnswer();

    [GeneratedRegex(@"^[ \t]*[A-Z][).]", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex AnyChoice();
}
