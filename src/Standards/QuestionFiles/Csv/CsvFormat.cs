using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Lectern.QuestionFiles.Csv;

/// <summary>Our layout of questions in a table (docs/question-files.md): a question a row, columns by their headings in any order. The table itself is RFC 4180, or with semicolons or tabs, as spreadsheets in much of the world write it.</summary>
internal sealed class CsvFormat : IQuestionFormat
{
    internal static readonly IReadOnlyList<CsvKind> Kinds =
    [
        new CsvChoices(single: true), new CsvChoices(single: false), new CsvTrueFalse(), new CsvShortAnswer(), new CsvNumerical(), new CsvMatching(), new CsvOrdering(), new CsvEssay(), new CsvDescription(),
    ];

    private static readonly string[] Fixed = ["kind", "name", "category", "text", "format", "points", "penalty", "id", "tags", "general feedback", "case sensitive", "shuffle"];

    public string Name => "csv";
    public string Label => "CSV";
    public string Extension => ".csv";
    public Facets? Keeps => Facets.Points | Facets.Penalty | Facets.Hints | Facets.Tags | Facets.IdNumber | Facets.GeneralFeedback | Facets.AnswerFeedback | Facets.Category | Facets.Formatting | Facets.Wiki
        | Facets.FixedOrder | Facets.CaseSensitive | Facets.PartialGrades | Facets.Name | Facets.AnyAnswer;

    public int Resembles(TextDocument document, string fileName) =>
        CsvTable.Heading(document.Text) is { } heading && heading.Contains("kind") && heading.Contains("text") ? 92
        : fileName.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? 50 : 0;

    public QuestionFile Read(TextDocument document, ReadingOptions options) => new CsvReader(new(this, document, options)).Read();

    public bool Holds(QuestionContent content) => Kinds.Any(kind => kind.Writes(content));

    public WrittenQuestions Write(IReadOnlyList<PortableQuestion> questions)
    {
        List<Dictionary<string, string>> rows = [];
        var problems = Losses.Write(this, questions, question => { rows.Add(Row(question)); return null; });
        var columns = Fixed.Concat(rows.SelectMany(row => row.Keys).Except(Fixed).Distinct().OrderBy(Place)).ToList();
        StringBuilder text = new();
        CsvTable.Write(text, columns);
        foreach (var row in rows) CsvTable.Write(text, columns.Select(column => row.GetValueOrDefault(column, "")));
        return new(text.ToString(), problems);
    }

    private static Dictionary<string, string> Row(PortableQuestion question)
    {
        var kind = Kinds.First(kind => kind.Writes(question.Content));
        Dictionary<string, string> row = new()
        {
            ["kind"] = kind.Name,
            ["name"] = question.Name,
            ["category"] = question.Category?.Path ?? "",
            ["text"] = question.Text.Text,
            ["format"] = Format(question),
            ["points"] = question.Points == question.Content.UsualPoints ? "" : question.Points.ToString(CultureInfo.InvariantCulture),
            ["penalty"] = question.Penalty == question.Content.UsualPenalty ? "" : question.Penalty.ToString(CultureInfo.InvariantCulture),
            ["id"] = question.IdNumber ?? "",
            ["tags"] = string.Join(" | ", question.Tags),
            ["general feedback"] = question.GeneralFeedback.Text,
        };
        foreach (var (i, hint) in question.Hints.Index()) row[CsvRow.Column("hint", i + 1)] = hint.Text.Text;
        kind.Write(row, question.Content);
        return row;
    }

    // One format for the whole row: that of its question, or of whatever text there is.
    private static string Format(PortableQuestion question) => (question.Texts.FirstOrDefault(text => !text.IsEmpty) ?? question.Text).Format.ToString().ToLowerInvariant();

    // "answer 1", "grade 1", …, "answer 2": as people read a row; hints at the end.
    private static (int, int) Place(string column)
    {
        var space = column.LastIndexOf(' ');
        var number = int.Parse(column.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        var word = Array.IndexOf(CsvRow.Numbered, column[..space]);
        return (column.StartsWith("hint", StringComparison.Ordinal) ? 10_000 + number : number, word);
    }
}
