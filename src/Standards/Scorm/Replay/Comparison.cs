using System.Globalization;
using Lectern.Scorm.RunTime;

namespace Lectern.Scorm.Replay;

/// <summary>Whether an answer of the API is the expected one: the same text, or the same value by the rules of its type
/// (SCORM 2004 4th Ed. RTE 4.1.1): numbers to six places, lengths of time, instants, text with and without {lang=en}.</summary>
internal static class Comparison
{
    internal static bool Agree(string expected, string actual) => expected switch
    {
        "less255" => actual.Length <= 255,
        "emptyCS" => actual.Length == 0,
        _ => expected == actual || AreSameNumber(expected, actual) || AreSameInterval(expected, actual) || AreSameInstant(expected, actual)
            || AreSameText(expected, actual) || AreSameNames(expected, actual) || IsWithinTheSmallestMaximum(expected, actual),
    };

    private static bool AreSameNumber(string one, string other) =>
        DataTypes.ReadReal(one) is { } first && DataTypes.ReadReal(other) is { } second && Math.Abs(first - second) < 0.000001m;

    private static bool AreSameInterval(string one, string other) =>
        DataTypes.Interval(one) == TypeCheck.Fits && DataTypes.Interval(other) == TypeCheck.Fits
        && CmiTime.Parse(ScormVersion.Scorm2004FourthEdition, one) is { } first && CmiTime.Parse(ScormVersion.Scorm2004FourthEdition, other) == first;

    private static bool AreSameInstant(string one, string other) =>
        one.Contains('T', StringComparison.Ordinal) && DataTypes.Time(one) == TypeCheck.Fits && DataTypes.Time(other) == TypeCheck.Fits
        && DateTimeOffset.TryParse(one, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var first)
        && DateTimeOffset.TryParse(other, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var second)
        && Math.Abs((first - second).TotalSeconds) < 1;

    // _children names them in any order.
    private static bool AreSameNames(string one, string other) =>
        one.Contains(',', StringComparison.Ordinal) && one.All(c => char.IsAsciiLetterLower(c) || c is ',' or '_')
        && one.Split(',').Order(StringComparer.Ordinal).SequenceEqual(other.Split(',').Order(StringComparer.Ordinal));

    private static bool AreSameText(string one, string other) => InOrder(WithoutDefaults(one)) == InOrder(WithoutDefaults(other));

    private static string WithoutDefaults(string text) => text.Replace("{lang=en}", "", StringComparison.Ordinal)
        .Replace("{case_matters=false}", "", StringComparison.Ordinal).Replace("{order_matters=true}", "", StringComparison.Ordinal);

    // Delimiters come in any order (RTE 4.1.1.6).
    private static string InOrder(string text)
    {
        var read = Delimiters.Read(text, ("lang", DataTypes.Text), ("case_matters", DataTypes.Text), ("order_matters", DataTypes.Text));
        return string.Concat(read.Found.OrderBy(found => found.Key, StringComparer.Ordinal).Select(found => $"{{{found.Key}={found.Value}}}")) + read.Rest;
    }

    // An LMS may cut text at the standard's smallest permitted maximum, or keep more of it; ours keeps it.
    private static bool IsWithinTheSmallestMaximum(string expected, string actual) =>
        expected.Length is 250 or 1000 or 4000 or 64_000 && actual.Length > expected.Length && actual.StartsWith(expected, StringComparison.Ordinal);
}
