using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Lectern.Quizzes.QuestionTypes.Numbers;

/// <summary>
/// A number as somebody wrote it: its value, and how exactly it was written. Read in the ways in which people write numbers: with a
/// point or a comma, digits of any script, thousands set apart by blanks, apostrophes, points or commas, 3e5 or 3×10⁵. What is no
/// number is kept as it was written, so that it can be shown again and refused.
/// </summary>
/// <param name="Text">A number by JSON's grammar (RFC 8259, section 6), with the zeros that were written; or the words that are none.</param>
/// <param name="Value">Not a number (NaN) when it is none.</param>
[JsonConverter(typeof(NumberAsWritten))]
public sealed partial record Number(string Text, double Value)
{
    public const int Longest = 60;

    public bool IsNumber => double.IsFinite(Value);

    /// <summary>Null when nothing is written.</summary>
    public static Number? Of(string? text)
    {
        var line = PlainText.Line(text);
        if (line.Length == 0) return null;
        if (line.Length > Longest) return new(PlainText.Line(line[..Longest]), double.NaN);
        var (readings, rest) = Readings(line);
        return readings.Count > 0 && rest.Length == 0 ? readings[0] : new(line, double.NaN);
    }

    /// <summary>What was computed.</summary>
    public static Number Of(double value) => double.IsFinite(value) ? new(value.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant(), value) : new("?", double.NaN);

    /// <summary>Digits after the point.</summary>
    public int Decimals => IsNumber ? Math.Max(0, Fraction.Length - Exponent) : 0;

    /// <summary>Significant figures: the zeros at the end of a whole number may count or not, so 1200 has two to four.</summary>
    public (int Fewest, int Most) SignificantFigures
    {
        get
        {
            if (!IsNumber) return (0, 0);
            var digits = (Whole + Fraction).TrimStart('0');
            if (digits.Length == 0) return (1, Math.Max(1, Fraction.Length));   // zero
            return (Fraction.Length > 0 ? digits.Length : Math.Max(1, digits.TrimEnd('0').Length), digits.Length);
        }
    }

    private string Mantissa => Text.Split('e')[0].TrimStart('-');
    private string Whole => Mantissa.Split('.')[0];
    private string Fraction => Mantissa.Split('.') is [_, var fraction] ? fraction : "";
    private int Exponent => Text.Split('e') is [_, var exponent] ? int.Parse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;

    /// <summary>
    /// The numbers that a text can begin with, and what stands after them: a unit, say. Two, when one comma before three digits can
    /// set thousands apart or begin the decimals; the first is the one with decimals. None, when it begins with no number.
    /// </summary>
    public static (IReadOnlyList<Number> Readings, string After) Readings(string text)
    {
        var plain = Plain(text);
        if (Beginning().Match(plain) is not { Success: true } match) return ([], plain);
        var sign = match.Groups["sign"].Value == "-" ? "-" : "";
        var exponent = match.Groups["exponent"].Value;
        var numbers = Bodies(Spaces().Replace(match.Groups["body"].Value, " "))
            .Select(body => sign + Canonical(body) + (exponent.Length == 0 ? "" : "e" + exponent))
            .Select(canonical => new Number(canonical, double.Parse(canonical, NumberStyles.Float, CultureInfo.InvariantCulture)))
            .Where(number => number.IsNumber).ToList();
        return numbers.Count == 0 ? ([], plain) : (numbers, match.Groups["rest"].Value.Trim());
    }

    // The whole part without needless zeros, and the decimals as they are.
    private static string Canonical(string body)
    {
        var parts = body.Split('.');
        var whole = parts[0].TrimStart('0') is { Length: > 0 } digits ? digits : "0";
        return parts.Length > 1 && parts[1].Length > 0 ? $"{whole}.{parts[1]}" : whole;
    }

    // What digits with separators can mean, as digits with at most one point.
    private static IEnumerable<string> Bodies(string body)
    {
        if (body.IndexOfAny([' ', '\'']) >= 0)
        {
            if (!Grouped().IsMatch(body)) yield break;
            body = body.Replace(" ", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
        }

        var (points, commas) = (body.Count(c => c == '.'), body.Count(c => c == ','));
        if (commas == 0 && points <= 1) yield return body;
        else if (points == 0 && commas == 1)
        {
            yield return body.Replace(',', '.');
            if (Thousands(body, ',')) yield return body.Replace(",", "", StringComparison.Ordinal);
        }
        else
        {
            var last = body.LastIndexOf('.') > body.LastIndexOf(',') ? '.' : ',';
            var other = last == '.' ? ',' : '.';
            var hasDecimals = body.Contains(other);
            if (hasDecimals && body.Count(c => c == last) > 1) yield break;
            var (whole, decimals) = hasDecimals ? (body[..body.LastIndexOf(last)], "." + body[(body.LastIndexOf(last) + 1)..]) : (body, "");
            var separator = hasDecimals ? other : last;
            if (Thousands(whole, separator)) yield return whole.Replace(separator.ToString(), "", StringComparison.Ordinal) + decimals;
        }
    }

    private static bool Thousands(string whole, char separator)
    {
        var groups = whole.Split(separator);
        return groups[0] is { Length: >= 1 and <= 3 } first && first[0] != '0' && groups.Skip(1).All(group => group.Length == 3);
    }

    // Digits of any script, the signs that mean a minus, a separator or times, and small raised digits as an exponent.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        var raised = false;
        foreach (var character in text)
        {
            var isRaised = Raised.IndexOf(character, StringComparison.Ordinal);
            if (isRaised >= 0 && !raised) plain.Append('^');
            raised = isRaised >= 0;
            var digit = CharUnicodeInfo.GetDecimalDigitValue(character);
            if (raised) plain.Append("0123456789-+"[isRaised]);
            else if (digit >= 0) plain.Append((char)('0' + digit));
            else if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.Format)
                plain.Append(character switch
                {
                    '\u2212' or '\u2012' or '\u2013' or '\uFE63' or '\uFF0D' => '-',
                    '\u066B' or '\uFF0E' => '.',
                    '\u066C' or '\u060C' or '\uFF0C' => ',',
                    '\u2019' or '\u02BC' => '\'',
                    '\u00A0' or '\u202F' or '\u2009' => ' ',
                    _ => character,
                });
        }

        return plain.ToString().Trim();
    }

    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺";

    [GeneratedRegex(@"^(?<sign>[+-]?) ?(?<body>[0-9](?:[0-9.,' ]*[0-9])?|[.,][0-9]+)\.?(?:(?:[eE]| ?[×x*·⋅] ?10 ?(?:\^|\*\*) ?)(?<exponent>[+-]?[0-9]{1,3}))?(?<rest>(?:[^0-9.,].*)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();

    [GeneratedRegex("^[0-9]{1,3}(?:(?<by>[ '])[0-9]{3})(?:\\k<by>[0-9]{3})*(?:[.,][0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Grouped();

    [GeneratedRegex(" +", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}

/// <summary>A number in JSON with the zeros that were written, and as a string what is none. Strings are read as people write numbers.</summary>
internal sealed class NumberAsWritten : JsonConverter<Number>
{
    public override Number? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind switch
        {
            JsonValueKind.String => Number.Of(document.RootElement.GetString()),
            JsonValueKind.Number => Number.Of(document.RootElement.GetRawText()),
            _ => throw new JsonException("A number or a string is expected."),
        };
    }

    public override void Write(Utf8JsonWriter writer, Number value, JsonSerializerOptions options)
    {
        if (value.IsNumber) writer.WriteRawValue(value.Text);
        else writer.WriteStringValue(value.Text);
    }
}
