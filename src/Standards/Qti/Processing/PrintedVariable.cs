using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Lectern.Qti.Processing;

/// <summary>A value as text in the body of an item (QTI 2.1 information model 6.2, "printedVariable"; formats as in C's printf, with i as d and r for figures).</summary>
internal static partial class PrintedVariable
{
    private const int Widest = 200;

    /// <param name="element">With the attributes format, base, powerForm, index, field, delimiter and mappingIndicator; null for none of them.</param>
    internal static string Text(System.Xml.Linq.XElement? element, QtiValue? value)
    {
        if (value is null) return "";
        if (value.Cardinality == Cardinality.Record)
            return Get("field") is { } field ? Text(null, value.Fields.GetValueOrDefault(field))
                : string.Join(Get("delimiter") ?? ";", value.Fields.Select(entry => $"{entry.Key}{Get("mappingIndicator") ?? "="}{Text(null, entry.Value)}"));
        if (value.IsContainer && Lexical.Integer(Get("index")) is { } index) return index >= 1 && index <= value.Items.Count ? Item(value.Items[(int)index - 1]) : "";
        return string.Join(Get("delimiter") ?? ";", value.Items.Select(Item));

        string? Get(string attribute) => (string?)element?.Attribute(attribute);

        string Item(object item)
        {
            if (QtiValue.AsNumber(item) is not { } number) return Lexical.Text(item);
            if (Get("format") is { } format && Format.Match(format) is { Success: true } match) return format[..match.Index] + Formatted(match, number) + format[(match.Index + match.Length)..];
            if (item is long whole && Lexical.Integer(Get("base")) is { } numberBase && numberBase is >= 2 and <= 36 and not 10) return InBase(whole, (int)numberBase);
            var text = Lexical.Number(number);
            return Get("powerForm") is "true" && text.IndexOf('E', StringComparison.Ordinal) is > 0 and var at ? $"{text[..at]} × 10^{text[(at + 1)..].TrimStart('+')}" : text;
        }
    }

    private static string Formatted(Match match, double number)
    {
        var (flags, width) = (match.Groups["flags"].Value, Math.Min(Widest, (int)(Lexical.Integer(match.Groups["width"].Value) ?? 0)));
        var places = (int)Math.Min(99, Lexical.Integer(match.Groups["places"].Value) ?? 6);
        var kind = match.Groups["kind"].Value[0];
        var absolute = Math.Abs(number);
        var digits = kind switch
        {
            'd' or 'i' => Math.Round(absolute, MidpointRounding.AwayFromZero).ToString("F0", CultureInfo.InvariantCulture),
            'o' => InBase((long)absolute, 8),
            'x' => InBase((long)absolute, 16).ToLowerInvariant(),
            'X' => InBase((long)absolute, 16),
            'e' or 'E' => absolute.ToString($"0.{new string('0', places)}{kind}+00", CultureInfo.InvariantCulture),
            'f' or 'F' => ((decimal?)Exact(absolute))?.ToString($"F{places}", CultureInfo.InvariantCulture) ?? absolute.ToString($"F{places}", CultureInfo.InvariantCulture),
            _ => absolute.ToString($"G{Math.Max(1, places)}", CultureInfo.InvariantCulture),
        };
        var sign = number < 0 ? "-" : flags.Contains('+', StringComparison.Ordinal) ? "+" : flags.Contains(' ', StringComparison.Ordinal) ? " " : "";
        if (flags.Contains('-', StringComparison.Ordinal)) return (sign + digits).PadRight(width);
        return flags.Contains('0', StringComparison.Ordinal) ? sign + digits.PadLeft(width - sign.Length, '0') : (sign + digits).PadLeft(width);
    }

    // Decimal digits as they are written, so that 2.675 is 2.68; null beyond decimal's range.
    private static decimal? Exact(double number) => number < 1e15 ? decimal.Parse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    private static string InBase(long number, int numberBase)
    {
        var text = new StringBuilder();
        for (var left = number < 0 ? (ulong)-(number + 1) + 1 : (ulong)number; left > 0 || text.Length == 0; left /= (ulong)numberBase) text.Insert(0, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(int)(left % (ulong)numberBase)]);
        return number < 0 ? $"-{text}" : text.ToString();
    }

    [GeneratedRegex(@"%(?<flags>[-+ #0]*)(?<width>[0-9]{0,3})(?:\.(?<places>[0-9]{0,2}))?(?<kind>[dioxXeEfFgGrR])", RegexOptions.CultureInvariant)]
    private static partial Regex Format { get; }
}
