namespace Lectern.Qti.Processing;

/// <summary>Text (QTI 2.1 information model 15.3, "stringMatch", "substring", "patternMatch").</summary>
internal static class TextOperators
{
    /// <summary>What making and running one pattern costs, in values looked at: a run has room for some hundreds.</summary>
    private const int PatternCost = 10_000;

    internal static readonly Dictionary<string, Operator> All = new()
    {
        ["stringMatch"] = Operator.Of(2, StringMatch),
        ["substring"] = Operator.From(2, Substring, most: 3),
        ["patternMatch"] = Operator.From(1, PatternMatch, most: 2),
    };

    private static QtiValue? StringMatch(Call call)
    {
        if (call.Text(0) is not { } first || call.Text(1) is not { } second) return null;
        var comparison = Comparison(call);
        return QtiValue.Of(call.Flag("substring", false) ? first.Contains(second, comparison) : first.Equals(second, comparison));
    }

    /// <summary>Whether the first is in the second. With three operands, beyond the standard: so many letters of the first from that one on (counted from 1).</summary>
    private static QtiValue? Substring(Call call)
    {
        if (call.Text(0) is not { } first) return null;
        if (call.Count == 2) return call.Text(1) is { } second ? QtiValue.Of(second.Contains(first, Comparison(call))) : null;
        if (call.Number(1) is not { } start || call.Number(2) is not { } length || start < 1 || length < 0 || start > first.Length) return null;
        var from = (int)start - 1;
        return QtiValue.Of(first.Substring(from, (int)Math.Min(length, first.Length - from)));
    }

    /// <summary>A regular expression of XML Schema. As a second operand, and without regard to case, it is beyond the standard.</summary>
    private static QtiValue? PatternMatch(Call call)
    {
        if (call.Text(0) is not { } text) return null;
        if ((call.Count == 2 ? call.Text(1) : Pattern(call)) is not { } pattern) return null;
        call.Run.Look(PatternCost + text.Length);
        var match = SchemaPattern.Match(pattern, text, isCaseSensitive: call.Flag("caseSensitive", true));
        if (match is null) call.Run.Problems.Add("pattern", "The pattern “{0}” can't be read or would take too long; it counts as NULL.", pattern);
        return LogicOperators.Of(match);
    }

    // The attribute may name a variable that holds the pattern ("stringOrVariableRef"), in braces.
    private static string? Pattern(Call call) =>
        call.Attribute("pattern") is { } pattern && pattern.StartsWith('{') && pattern.EndsWith('}') && call.Run.Variables.Find(pattern[1..^1])?.Value is { IsSingle: true, Item: string held }
            ? held : call.Attribute("pattern");

    private static StringComparison Comparison(Call call) => call.Flag("caseSensitive", true) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
}
