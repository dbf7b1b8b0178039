using System.Globalization;
using System.Text.RegularExpressions;
using Lectern.Scorm;

namespace Lectern.Packages.Reviewing;

/// <summary>A question inside a package, as its content reported what was said to it (SCORM 1.2 RTE 3.4.4 and SCORM 2004 4th Ed. RTE 4.2.9, cmi.interactions).</summary>
/// <param name="Name">The content's description of it, or its identifier.</param>
/// <param name="Type">The token of the standard: "choice", "fill-in" …; null when the content didn't say.</param>
/// <param name="Response">What the learner said, with the standard's separators taken out.</param>
/// <param name="Right">What would have been right, where the content says so.</param>
/// <param name="Result">The token of the standard, or a number of points.</param>
public sealed partial record ReportedInteraction(int Number, string Name, string? Type, string? Response, string? Right, string? Result, TimeSpan? Took)
{
    /// <summary>In the order in which the content reported them.</summary>
    public static IReadOnlyList<ReportedInteraction> In(CmiState state)
    {
        var found = new SortedDictionary<int, Dictionary<string, string>>();
        foreach (var (element, value) in state.Values)
        {
            if (Element.Match(element) is not { Success: true } match || value.Length == 0) continue;
            var number = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            if (!found.TryGetValue(number, out var of)) found[number] = of = [];
            of[match.Groups[2].Value] = value;
        }

        return [.. found.Select(pair => Of(pair.Key + 1, pair.Value, state.Version))];
    }

    private static ReportedInteraction Of(int number, Dictionary<string, string> said, ScormVersion version) => new(
        number,
        said.GetValueOrDefault("description") ?? said.GetValueOrDefault("id") ?? number.ToString(CultureInfo.InvariantCulture),
        said.GetValueOrDefault("type"),
        Plain(said.GetValueOrDefault("student_response") ?? said.GetValueOrDefault("learner_response")),
        Plain(said.GetValueOrDefault("correct_responses.0.pattern")),
        said.GetValueOrDefault("result"),
        said.TryGetValue("latency", out var latency) ? CmiTime.Parse(version, latency) : null);

    // SCORM 2004 writes lists as a[,]b and pairs as a[.]b, and conditions such as {case_matters=true} before them.
    internal static string? Plain(string? response) => response is null ? null
        : Condition.Replace(response, "").Replace("[,]", ", ", StringComparison.Ordinal).Replace("[.]", " → ", StringComparison.Ordinal).Replace("[:]", "–", StringComparison.Ordinal);

    /// <summary>English key; null for a type that is none of the standard's.</summary>
    public static string? NameOf(string? type) => type switch
    {
        "true-false" => "True or false",
        "choice" => "Choice",
        "fill-in" => "Short answer",
        "long-fill-in" => "Long answer",
        "matching" => "Matching",
        "performance" => "Steps carried out",
        "sequencing" => "Putting in order",
        "likert" => "Rating",
        "numeric" => "A number",
        _ => null,
    };

    [GeneratedRegex(@"^cmi\.interactions\.([0-9]{1,4})\.(.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Element { get; }

    [GeneratedRegex(@"^(\{(case_matters|order_matters|lang)=[^}]*\})+", RegexOptions.CultureInvariant)]
    private static partial Regex Condition { get; }
}
