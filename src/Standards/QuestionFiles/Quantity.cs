using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.QuestionFiles;

/// <summary>A number as its author wrote it, with all its digits: "6.250" says more than 6.25. A point, no sign but a minus, perhaps an exponent: what JSON calls a number.</summary>
public readonly partial record struct Quantity
{
    private readonly string? _written;

    private Quantity(string written) => _written = written;

    public static Quantity Zero => default;

    /// <summary>"1822", "-3.142", "6.02e23".</summary>
    public string Written => _written ?? "0";

    /// <summary>Infinite where it is beyond what a computer holds.</summary>
    public double Value => double.Parse(Written, NumberStyles.Float, CultureInfo.InvariantCulture);

    public bool IsNegative => Written[0] == '-';

    public static Quantity Of(decimal value) => new(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Digits with at most one point (or, where <paramref name="comma"/> says so, one comma) and perhaps an exponent; null for anything else.</summary>
    public static Quantity? Parse(string text, bool comma = false)
    {
        var trimmed = text.Trim();
        if (trimmed.Length > 60 || Pattern().Match(comma ? trimmed.Replace(',', '.') : trimmed) is not { Success: true } match) return null;
        var whole = match.Groups["whole"].Value.TrimStart('0');
        var part = match.Groups["part"].Value;
        if (match.Groups["whole"].Length + part.Length == 0) return null;
        var exponent = match.Groups["exponent"].Value;
        if (exponent.Length > 5) return null;
        var written = (match.Groups["sign"].Value == "-" ? "-" : "") + (whole.Length == 0 ? "0" : whole) + (part.Length == 0 ? "" : "." + part) + (exponent.Length == 0 ? "" : "e" + exponent);
        return double.IsFinite(double.Parse(written, NumberStyles.Float, CultureInfo.InvariantCulture)) ? new Quantity(written) : null;
    }

    /// <summary>The middle between two numbers and how far they are from it.</summary>
    public static (Quantity Middle, Quantity HalfWidth) Between(Quantity low, Quantity high)
    {
        if (decimal.TryParse(low.Written, NumberStyles.Float, CultureInfo.InvariantCulture, out var least) && decimal.TryParse(high.Written, NumberStyles.Float, CultureInfo.InvariantCulture, out var most)
            && Math.Abs(least) < 1e26m && Math.Abs(most) < 1e26m)
        {
            var middle = (least + most) / 2;
            return (Of(Grades.Trimmed(middle)), Of(Grades.Trimmed(Math.Abs(most - middle))));
        }
        var half = low.Value / 2 + high.Value / 2;
        return (Parse(half.ToString("R", CultureInfo.InvariantCulture)) ?? low, Parse(Math.Abs(high.Value - half).ToString("R", CultureInfo.InvariantCulture)) ?? Zero);
    }

    public override string ToString() => Written;

    [GeneratedRegex(@"^(?<sign>[-+]?)(?<whole>[0-9]*)\.?(?<part>[0-9]*)(?:[eE](?<exponent>[-+]?[0-9]+))?\z")]
    private static partial Regex Pattern();
}
