using System.Globalization;

namespace Lectern.QuestionFiles;

/// <summary>Grades of answers: fractions of the points. Moodle keeps seven decimals and knows only some of them.</summary>
public static class Grades
{
    // p/q for q up to 6, tenths, 1/7, 1/8, 1/9 and 1/20: the grades that Moodle's forms offer, and that its import demands.
    private static readonly decimal[] Known =
    [
        0, 1, 0.9m, 0.8333333m, 0.8m, 0.75m, 0.7m, 0.6666667m, 0.6m, 0.5m, 0.4m, 0.3333333m, 0.3m, 0.25m, 0.2m, 0.1666667m, 0.1428571m, 0.125m, 0.1111111m, 0.1m, 0.05m,
    ];

    /// <summary>The grades that Moodle takes, from 0 to 1; it takes them with a minus too.</summary>
    public static IReadOnlyList<decimal> OfMoodle => Known;

    /// <summary>What Moodle makes of a grade: the one of its own within a hundred-thousandth; null when there is none ("error if grade not listed").</summary>
    public static decimal? Match(decimal fraction)
    {
        foreach (var known in Known)
            if (Math.Abs(Math.Abs(fraction) - known) < 0.00001m)
                return fraction < 0 ? -known : known;
        return null;
    }

    /// <summary>The grade of Moodle's own that is nearest.</summary>
    public static decimal Nearest(decimal fraction) => Match(fraction) ?? Math.Sign(fraction) * Known.MinBy(known => Math.Abs(known - Math.Abs(fraction)));

    /// <summary>A percentage as a fraction of seven decimals; null when it is no number, or not from -100 to 100.</summary>
    public static decimal? OfPercent(string text) =>
        decimal.TryParse(text.Trim().Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= -100 and <= 100
            ? Trimmed(Math.Round(percent / 100, 7)) : null;

    /// <summary>A fraction as a percentage: "33.33333".</summary>
    public static string Percent(decimal fraction) => Trimmed(fraction * 100).ToString(CultureInfo.InvariantCulture);

    /// <summary>The same number without zeros at its end.</summary>
    public static decimal Trimmed(decimal value) => value / 1.0000000000000000000000000000m;
}
