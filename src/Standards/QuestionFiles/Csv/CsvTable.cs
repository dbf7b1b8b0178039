using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Lectern.QuestionFiles.Csv;

/// <summary>Rows and cells (RFC 4180).</summary>
internal static partial class CsvTable
{
    private const string Separators = ",;\t";
    private static readonly SearchValues<char> ToBeQuoted = SearchValues.Create("\",;\t\n\r");

    internal sealed record Row(IReadOnlyList<string> Cells, int Offset);

    /// <summary>The columns of the first row, as <see cref="Normal"/> has them; null when there is none.</summary>
    internal static IReadOnlyList<string>? Heading(string text)
    {
        var line = text.AsSpan().TrimStart();
        var end = line.IndexOf('\n');
        return line.IsEmpty || (end < 0 ? line.Length : end) > 10_000 ? null : [.. ReadRow(text, text.Length - line.Length, Separator(text), out _)?.Cells.Select(Normal) ?? []];
    }

    /// <summary>What stands between cells: what is most often in the first line.</summary>
    internal static char Separator(string text)
    {
        var line = text.AsSpan().TrimStart();
        var first = line[..(line.IndexOf('\n') is >= 0 and var end ? end : line.Length)].ToString();
        return Separators.MaxBy(separator => first.Count(c => c == separator));
    }

    /// <summary>The row that begins at a place and where the next begins; null when a quote is never closed.</summary>
    internal static Row? ReadRow(string text, int start, char separator, out int next)
    {
        List<string> cells = [];
        StringBuilder cell = new();
        var (isQuoted, at) = (false, start);
        for (; ; at++)
        {
            if (at >= text.Length)
            {
                next = text.Length;
                if (isQuoted) return null;
                break;
            }
            var c = text[at];
            if (isQuoted)
            {
                if (c != '"') cell.Append(c);
                else if (at + 1 < text.Length && text[at + 1] == '"')
                {
                    cell.Append('"');
                    at++;
                }
                else isQuoted = false;
            }
            else if (c == '"' && cell.Length == 0) isQuoted = true;
            else if (c == separator) Finish();
            else if (c == '\n')
            {
                next = at + 1;
                break;
            }
            else cell.Append(c);
        }
        Finish();
        return new(cells, start);

        void Finish()
        {
            cells.Add(Unguarded(cell.ToString().Trim()));
            cell.Clear();
        }
    }

    internal static void Write(StringBuilder text, IEnumerable<string> cells)
    {
        text.AppendJoin(',', cells.Select(cell => Guarded(cell) is var guarded && (guarded.AsSpan().ContainsAny(ToBeQuoted) || guarded != guarded.Trim()) ? $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : guarded));
        text.Append("\r\n");
    }

    /// <summary>A heading in small letters, words and numbers apart: "Answer_1" is "answer 1".</summary>
    internal static string Normal(string heading) => Apart().Replace(heading.ToLowerInvariant(), " $1").Replace('_', ' ').Replace('-', ' ').Replace("  ", " ", StringComparison.Ordinal).Trim();

    // Spreadsheets run what begins like a formula. An apostrophe before it keeps them from it, and is taken off again.
    private static string Guarded(string cell) => Formula().IsMatch(cell) && Quantity.Parse(cell) is null ? "'" + cell : cell;
    private static string Unguarded(string cell) => cell is ['\'', ..] && Formula().IsMatch(cell) ? cell[1..] : cell;

    [GeneratedRegex(@"^'*[=+\-@]")]
    private static partial Regex Formula();

    [GeneratedRegex(@"\s*([0-9]+)$")]
    private static partial Regex Apart();
}
