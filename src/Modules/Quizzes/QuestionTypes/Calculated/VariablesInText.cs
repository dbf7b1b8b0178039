using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Lectern.Quizzes.QuestionTypes.Calculated;

/// <summary>
/// Puts the values of an attempt into the text of a question: <c>{a}</c> is the value of a, <c>{=2*{a}}</c> what a formula gives. In
/// formulas that are typeset, the brackets and the name are elements of their own (MathML); there they become one number.
/// </summary>
internal static partial class VariablesInText
{
    /// <param name="html">Sanitised HTML; stays so, because only numbers are put in.</param>
    public static string Put(string html, CalculatedData data)
    {
        if (data.Values is not { } values) return html;
        var inMath = InMath().Replace(html, match => values.TryGetValue(match.Groups["name"].Value, out var value) ? $"<mn>{value.Text}</mn>" : match.Value);
        return InWords().Replace(inMath, match =>
            match.Groups["name"].Success ? values.TryGetValue(match.Groups["name"].Value, out var value) ? value.Text : match.Value
            : data.Compute(WebUtility.HtmlDecode(match.Groups["formula"].Value)) is var result && double.IsFinite(result) ? data.AsShown(Numbers.Number.Of(result)).Text : match.Value);
    }

    [GeneratedRegex(@"\{(?:(?<name>[A-Za-z][A-Za-z0-9_]{0,19})|=(?<formula>(?:[^{}<]|\{[A-Za-z][A-Za-z0-9_]{0,19}\}){1,500}))\}", RegexOptions.CultureInvariant)]
    private static partial Regex InWords();

    [GeneratedRegex(@"<mo[^>]*>\{</mo>(?:<mrow>)?<m[it][^>]*>(?<name>[A-Za-z][A-Za-z0-9_]{0,19})</m[it]>(?:</mrow>)?<mo[^>]*>\}</mo>", RegexOptions.CultureInvariant)]
    private static partial Regex InMath();
}
