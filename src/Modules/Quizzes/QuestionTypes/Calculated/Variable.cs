using System.Globalization;
using System.Text.RegularExpressions;
using Lectern.Quizzes.QuestionTypes.Numbers;

namespace Lectern.Quizzes.QuestionTypes.Calculated;

/// <summary>A value that differs from attempt to attempt: from a range in steps, or one of a list.</summary>
/// <param name="Name">As formulas and the text of the question write it, there in curly brackets.</param>
/// <param name="List">What it is chosen from; then the range says nothing.</param>
public sealed partial record Variable(string Name, Number? From = null, Number? To = null, Number? Step = null, IReadOnlyList<Number>? List = null)
{
    public const int Most = 20;
    public const int LongestList = 200;
    private const double MostSteps = 1_000_000;

    public static bool IsName(string name) => Names().IsMatch(name);

    /// <summary>The value that a number chooses.</summary>
    public Number Value(int seed)
    {
        if (List is { Count: > 0 } list) return list[seed % list.Count];
        var (from, step) = (From!, Step?.Value ?? 1);
        var steps = (int)Math.Min(MostSteps, Math.Floor(((To!.Value - from.Value) / step) + 1e-9));
        var decimals = Math.Min(12, Math.Max(from.Decimals, Step?.Decimals ?? 0));
        var value = from.Value + (seed % (steps + 1) * step);
        // Small numbers such as 2e-9 have more decimals than are counted here: they stay as they are computed.
        return Math.Abs(value) < 1e15 && Math.Max(from.Decimals, Step?.Decimals ?? 0) <= 12
            ? Number.Of(Math.Round(value, decimals).ToString($"F{decimals}", CultureInfo.InvariantCulture))! : Number.Of(value);
    }

    /// <summary>Checks what was written.</summary>
    internal Refusal? Wrong() =>
        !IsName(Name) ? new("variable-name", "“{0}” can't name a variable. A name begins with a letter and has at most 20 letters, digits and low lines.", "variables", Name.Length > 40 ? Name[..40] : Name)
        : List is { Count: > LongestList } ? new("too-many-values", "A variable has at most {0} values in its list.", "variables", LongestList)
        : (List ?? []).FirstOrDefault(value => value is not { IsNumber: true }) is { } wrong ? new("number-unreadable", "“{0}” is not a number.", "variables", wrong.Text)
        : List is { Count: > 0 } ? null
        : From is not { IsNumber: true } || To is not { IsNumber: true } || Step is { IsNumber: false } ? new("variable-range-missing", "Write from which to which number {0} goes, or a list of its values.", "variables", Name)
        : Step is { Value: <= 0 } || To.Value < From.Value || (To.Value - From.Value) / (Step?.Value ?? 1) > MostSteps ? new("variable-range", "{0} must go from a number to a larger one in steps above 0, at most a million of them.", "variables", Name)
        : null;

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{0,19}$", RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
