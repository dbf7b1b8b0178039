using System.Globalization;

namespace Lectern.QuestionFiles.Csv;

/// <summary>Reads a table of questions.</summary>
internal sealed class CsvReader(Reading reading)
{
    private const int MostOpenQuotes = 50;
    private static readonly HashSet<string> Known = ["kind", "name", "category", "text", "format", "points", "penalty", "id", "tags", "general feedback", "case sensitive", "shuffle"];

    private readonly Dictionary<string, QuestionCategory> _categories = new(StringComparer.Ordinal);

    internal QuestionFile Read()
    {
        var text = reading.Document.Text;
        var separator = CsvTable.Separator(text);
        if (CsvTable.Heading(text) is not { } columns || !columns.Contains("kind") || !columns.Contains("text"))
        {
            reading.Refuse(0, "heading-missing", "The first row of the table must name its columns, among them “kind” and “text”.");
            return reading.Finish();
        }
        var at = text.Length - text.AsSpan().TrimStart().Length;
        CsvTable.ReadRow(text, at, separator, out at);
        if (columns.Where(column => column.Length > 0 && !Known.Contains(column) && !CsvRow.IsNumbered(column)).ToList() is { Count: > 0 } unknown)
            reading.Lose(0, "columns-unknown", "These columns aren't known, and were left out: {0}.", string.Join(", ", unknown));
        for (var openQuotes = 0; at < text.Length && !reading.IsFull();)
        {
            reading.Question = null;
            var start = at;
            if (CsvTable.ReadRow(text, start, separator, out at) is { } row)
            {
                if (row.Cells.All(cell => cell.Length == 0)) continue;
                if (ReadQuestion(new(reading, columns, row)) is { } question) reading.Add(question);
                continue;
            }
            reading.Refuse(start, "quote-open", "A quotation mark in this row is never closed.");
            if (++openQuotes == MostOpenQuotes || text.IndexOf('\n', start) is not (>= 0 and var end)) break;
            at = end + 1;
        }
        return reading.Finish();
    }

    private PortableQuestion? ReadQuestion(CsvRow row)
    {
        var name = Naming.Clean(row["name"]);
        var text = row.Text("text");
        reading.Question = name.Length > 0 ? name : Naming.From(text);
        if (row.HasTooMany) return reading.Refuse<PortableQuestion>(row.Offset, "row-too-long", "This row has more cells than the heading. Put quotation marks around text in which a comma or a semicolon stands.");
        if (row["format"].Length > 0 && row.FormatOrNone is null) return reading.Refuse<PortableQuestion>(row.Offset, "text-format-unknown", "The text format “{0}” isn't known: write plain, html, markdown or moodle.", Naming.Clean(row["format"]));
        if (CsvFormat.Kinds.FirstOrDefault(kind => kind.Reads(row["kind"])) is not { } kind)
            return reading.Refuse<PortableQuestion>(row.Offset, "kind-unknown", "The kind “{0}” isn't known. These are: {1}.", Naming.Clean(row["kind"]), string.Join(", ", CsvFormat.Kinds.Select(known => known.Name)));
        if (text.IsEmpty) return reading.Refuse<PortableQuestion>(row.Offset, "text-missing", "The question has no text.");
        if (kind.Read(row) is not { } content) return null;
        if (row.Decimal("points", content.UsualPoints, 0, 1_000_000) is not { } points || row.Decimal("penalty", content.UsualPenalty, 0, 1) is not { } penalty) return null;
        return new()
        {
            Content = content,
            Name = name.Length > 0 ? name : Naming.From(text),
            IsNamed = name.Length > 0,
            Text = text,
            GeneralFeedback = row.Text("general feedback"),
            Category = Category(row["category"]),
            Points = points,
            Penalty = penalty,
            IdNumber = row["id"] is { Length: > 0 } id ? id : null,
            Tags = [.. row["tags"].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)],
            Hints = [.. row.Numbers("hint").Select(number => new Hint(row.Text("hint", number)))],
            Line = reading.Document.Place(row.Offset).Line,
        };
    }

    private QuestionCategory? Category(string path)
    {
        if (path.Length == 0) return null;
        if (!_categories.TryGetValue(path, out var category)) reading.Enter(_categories[path] = category = new(path));
        return category;
    }
}

/// <summary>A row by its columns.</summary>
internal sealed class CsvRow(Reading reading, IReadOnlyList<string> columns, CsvTable.Row row)
{
    internal static readonly string[] Numbered = ["answer", "match", "grade", "tolerance", "feedback", "hint"];

    internal Reading Reading => reading;
    internal int Offset => row.Offset;
    internal bool HasTooMany => row.Cells.Count > columns.Count && row.Cells.Skip(columns.Count).Any(cell => cell.Length > 0);

    internal string this[string column]
    {
        get
        {
            for (var i = 0; i < columns.Count && i < row.Cells.Count; i++) if (columns[i] == column) return row.Cells[i];
            return "";
        }
    }

    internal string this[string column, int number] => this[Column(column, number)];

    internal static string Column(string column, int number) => $"{column} {number.ToString(CultureInfo.InvariantCulture)}";
    internal static bool IsNumbered(string column) => Array.Exists(Numbered, word => column.StartsWith(word + " ", StringComparison.Ordinal) && int.TryParse(column.AsSpan(word.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _));

    /// <summary>The numbers of the columns of a word in which something stands: of "answer 1" and "answer 3", 1 and 3.</summary>
    internal IReadOnlyList<int> Numbers(string word) =>
        [.. columns.Take(row.Cells.Count).Index().Where(column => row.Cells[column.Index].Length > 0 && column.Item.StartsWith(word + " ", StringComparison.Ordinal) && IsNumbered(column.Item))
            .Select(column => int.Parse(column.Item.AsSpan(word.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture)).Distinct().Order()];

    internal TextFormat? FormatOrNone => this["format"].ToLowerInvariant() switch
    {
        "plain" => TextFormat.Plain,
        "html" => TextFormat.Html,
        "markdown" => TextFormat.Markdown,
        "moodle" => TextFormat.Moodle,
        "wiki" => TextFormat.Wiki,
        _ => null,
    };

    internal FormattedText Text(string column) => new(this[column], FormatOrNone ?? TextFormat.Plain);
    internal FormattedText Text(string column, int number) => Text(Column(column, number));

    /// <summary>A grade in percent; null (and said) when it is none.</summary>
    internal decimal? Grade(int number, decimal usual)
    {
        var written = this["grade", number];
        if (written.Length == 0) return usual;
        if (Grades.OfPercent(written.TrimEnd('%')) is { } fraction) return fraction;
        reading.Refuse(Offset, "grade-out-of-range", "A grade is from -100% to 100%, not {0}%.", Naming.Clean(written));
        return null;
    }

    internal decimal? Decimal(string column, decimal usual, decimal least, decimal most)
    {
        var written = this[column];
        if (written.Length == 0) return usual;
        if (decimal.TryParse(written.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return Grades.Trimmed(value);
        reading.Refuse(Offset, "number-out-of-range", "“{0}” in the column “{1}” is no number from {2} to {3}.", Naming.Clean(written), column, least.ToString(CultureInfo.InvariantCulture), most.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    internal bool Is(string column, bool usual) => this[column].ToLowerInvariant() switch
    {
        "yes" or "true" or "1" or "y" => true,
        "no" or "false" or "0" or "n" => false,
        _ => usual,
    };

    internal QuestionContent? Refuse(string code, string sentence, params IReadOnlyList<string> arguments) => reading.Refuse<QuestionContent>(Offset, code, sentence, arguments);
}
