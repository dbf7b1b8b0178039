using System.Globalization;
using Lectern.Quizzes.QuestionTypes.Numbers;
using Microsoft.Extensions.Primitives;

namespace Lectern.Quizzes.QuestionTypes.Rows;

/// <summary>The rows of an edit part: fields of the same name, one in each row, and numbers of rows where a box is ticked.</summary>
internal static class FormRows
{
    /// <summary>Numbers of the rows that were sent, by a field that every row has; at most so many, whatever was sent.</summary>
    public static IEnumerable<int> Of(StringValues field, int most) => Enumerable.Range(0, Math.Min(field.Count, most));

    /// <summary>What a row says; "" when it has no such field.</summary>
    public static string At(this StringValues field, int row) => row < field.Count ? field[row] ?? "" : "";

    /// <summary>Whether the box of a row is ticked: its value is the number of the row.</summary>
    public static bool Ticked(this StringValues field, int row) => field.Contains(row.ToString(CultureInfo.InvariantCulture));

    /// <summary>What a select says; numbers are not the names of anything.</summary>
    public static TEnum Word<TEnum>(string? text, TEnum otherwise) where TEnum : struct, Enum => Enum.TryParse<TEnum>(text, out var word) && Enum.IsDefined(word) ? word : otherwise;

    /// <summary>A percentage from 0 to 100; 100 when nothing is written, and -1, which <see cref="IsPercent"/> refuses, when it is none.</summary>
    public static decimal Percent(string? text, decimal otherwise = 100) => Number.Of(text) switch
    {
        null => otherwise,
        { IsNumber: true, Value: >= 0 and <= 100 } number => (decimal)number.Value,
        _ => -1,
    };

    public static bool IsPercent(decimal percent) => percent is >= 0 and <= 100;

    /// <summary>A percentage as its field shows it; nothing for one that was none.</summary>
    public static string Written(decimal percent) => IsPercent(percent) ? percent.ToString("0.#####", CultureInfo.InvariantCulture) : "";

    /// <summary>How many rows an edit part shows: what there is, one more to write into, and never fewer than it begins with.</summary>
    public static int Shown(int written, int fewest, int most) => Math.Min(most, Math.Max(fewest, written + 1));
}
