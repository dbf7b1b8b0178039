using Lectern.Quizzes.QuestionTypes.Rows;

namespace Lectern.Quizzes.QuestionTypes.Grids;

/// <summary>Responses that say by the id of a row the ids of its columns.</summary>
internal static class GridResponse
{
    /// <summary>What the fields of <see cref="GridAnswerPart"/> say.</summary>
    public static Dictionary<string, string[]> Read(IFormCollection form, string field) => form.Keys
        .Where(key => key.StartsWith(field + ".", StringComparison.Ordinal)).ToDictionary(key => key[(field.Length + 1)..], key => form[key].OfType<string>().ToArray());

    /// <summary>The rows and columns that the question has, each once; of several columns in a row that takes one, the first.</summary>
    public static Dictionary<string, string[]>? Kept(IReadOnlyList<Item> rows, IReadOnlyList<Item> columns, IReadOnlyDictionary<string, string[]> response, bool several) => Shares.Kept(
        response.Where(row => row.Value is not null).ToDictionary(row => row.Key, row => Columns(row.Value, columns, several)),
        (row, chosen) => chosen.Length > 0 && rows.Any(one => one.Id == row));

    private static string[] Columns(string[] chosen, IReadOnlyList<Item> columns, bool several)
    {
        var known = chosen.Where(id => columns.Any(column => column.Id == id));
        return several ? [.. known.Distinct().Order(StringComparer.Ordinal)] : [.. known.Take(1)];
    }

    /// <summary>A line of a result for each row that was answered.</summary>
    public static IEnumerable<IReadOnlyList<Item>> Lines(IReadOnlyList<Item> rows, IReadOnlyList<Item> columns, IReadOnlyDictionary<string, string[]> response) => rows
        .Where(row => response.ContainsKey(row.Id)).Select(row => new[] { row, Joined(columns.Where(column => response[row.Id].Contains(column.Id))) });

    private static Item Joined(IEnumerable<Item> columns)
    {
        var chosen = columns.ToList();
        return chosen.Count == 1 ? chosen[0] : new("", string.Join(" + ", chosen.Select(column => column.Text)), chosen.Exists(column => column.Html.Length > 0) ? string.Join(" + ", chosen.Select(column => column.Shown)) : "");
    }
}
