using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.Qti;

/// <summary>Values as they are written in XML and in responses (QTI 2.1 information model 3.2, "baseType").</summary>
public static partial class Lexical
{
    private const int LongestNumber = 400;

    /// <summary>Reads a single value; null when the text is not one of this type (or is empty).</summary>
    public static object? Parse(BaseType baseType, string? text)
    {
        if (text is null) return null;
        var trimmed = text.Trim();
        return baseType switch
        {
            BaseType.String => text.Length == 0 ? null : text,
            BaseType.Boolean => trimmed switch { "true" or "1" => true, "false" or "0" => false, _ => null },
            BaseType.Integer => Integer(trimmed),
            BaseType.Float => Float(trimmed),
            BaseType.Duration => Duration(trimmed),
            BaseType.Point => Point(trimmed),
            BaseType.Pair or BaseType.DirectedPair => trimmed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var first, var second] ? new QtiPair(first, second) : null,
            BaseType.IntOrIdentifier => Integer(trimmed) ?? (object?)NullIfEmpty(trimmed),
            _ => NullIfEmpty(trimmed),
        };
    }

    /// <summary>The same, as a value.</summary>
    public static QtiValue? ParseValue(BaseType baseType, string? text) => QtiValue.Single(baseType, Parse(baseType, text));

    /// <summary>A base type by the standard's name; null for another word.</summary>
    public static BaseType? BaseTypeOf(string? name) => Names.TryGetValue(name?.Trim() ?? "", out var baseType) ? baseType : null;

    /// <summary>The standard's name of a base type: its own with a small letter.</summary>
    public static string Name(BaseType baseType) => baseType.ToString() is var name ? char.ToLowerInvariant(name[0]) + name[1..] : "";

    /// <summary>The shortest text that is read as the same number: 3, 0.79, 1E+30.</summary>
    public static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "INF" : double.IsNegativeInfinity(value) ? "-INF" : value == 0 ? "0" : value.ToString("R", CultureInfo.InvariantCulture);

    internal static string Text(object item) => item switch
    {
        bool truth => truth ? "true" : "false",
        double real => Number(real),
        _ => Convert.ToString(item, CultureInfo.InvariantCulture) ?? "",
    };

    internal static long? Integer(string? text) =>
        text is { Length: > 0 and <= LongestNumber } && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null;

    // XML Schema's double: INF and -INF are its words; NaN is no value that can be worked with.
    internal static double? Float(string? text) => text switch
    {
        null or "" or { Length: > LongestNumber } => null,
        "INF" => double.PositiveInfinity,
        "-INF" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var real) && !double.IsNaN(real) ? real : null,
    };

    /// <summary>A list of numbers as in coords: "10,20,30", or with spaces; null when one is none.</summary>
    internal static IReadOnlyList<double>? Numbers(string? text)
    {
        var parts = (text ?? "").Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(part => Float(part.TrimEnd('%'))).ToList();
        return parts.Any(part => part is null) ? null : [.. parts.Select(part => part!.Value)];
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    // Seconds by the standard; many write ISO 8601 all the same. A year and a month have no fixed length: 365 and 30 days, as elsewhere here.
    private static double? Duration(string text)
    {
        if (Float(text) is { } seconds) return seconds;
        if (Iso.Match(text) is not { Success: true } iso || text.EndsWith('P') || text.EndsWith('T')) return null;
        return ((Part(1) * 365 + Part(2) * 30 + Part(3)) * 24 + Part(4)) * 3600 + Part(5) * 60 + Part(6);

        double Part(int group) => iso.Groups[group].Success ? double.Parse(iso.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    private static QtiPoint? Point(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var x, var y] && Float(x) is { } left && Float(y) is { } top ? new(left, top) : null;

    private static readonly Dictionary<string, BaseType> Names = Enum.GetValues<BaseType>().ToDictionary(Name);

    [GeneratedRegex(@"^P(?:([0-9]{1,9})Y)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})D)?(?:T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:\.[0-9]{1,9})?)S)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Iso { get; }
}
