using System.Xml.Linq;
using Lectern.Qti.Reading;

namespace Lectern.Qti.Processing;

/// <summary>
/// The response processing templates of the standard (QTI 2.1 information model 8.1; those of CC2 come from the profile for Common Cartridge,
/// as 3.0 publishes them). An item names one by an address, of which versions and hosts differ; its last part says which is meant.
/// </summary>
public static class ResponseTemplates
{
    public const string MatchCorrect = "match_correct";
    public const string MapResponse = "map_response";
    public const string MapResponsePoint = "map_response_point";

    private const string Match = "<match><variable identifier='RESPONSE'/><correct identifier='RESPONSE'/></match>";
    private const string IsUnanswered = "<isNull><variable identifier='RESPONSE'/></isNull>";

    private static readonly Dictionary<string, IReadOnlyList<Rule>> All = new(StringComparer.OrdinalIgnoreCase)
    {
        [MatchCorrect] = Rules(If(Match, Score("1"), Score("0"))),
        [MapResponse] = Rules(If(IsUnanswered, Score("0"), Set("SCORE", "<mapResponse identifier='RESPONSE'/>"))),
        [MapResponsePoint] = Rules(If(IsUnanswered, Score("0"), Set("SCORE", "<mapResponsePoint identifier='RESPONSE'/>"))),
        ["CC2_match"] = Rules(If(Match, Score("1"), Score("0"))),
        ["CC2_match_basic"] = Rules(If(Match, Set("SCORE", "<variable identifier='MAXSCORE'/>") + Feedback("FEEDBACKBASIC", "correct"), Feedback("FEEDBACKBASIC", "incorrect"))),
        ["CC2_map_response"] = Rules(If(IsUnanswered, Score("0"), Set("SCORE", "<mapResponse identifier='RESPONSE'/>"))
            + If("<equal toleranceMode='exact'><variable identifier='MAXSCORE'/><variable identifier='SCORE'/></equal>", Feedback("FEEDBACK", "correct"), Feedback("FEEDBACK", "incorrect"))),
        // Beyond the standard: right is who answers nothing.
        ["match_nothing"] = Rules(If(IsUnanswered, Score("1"), Score("0"))),
    };

    /// <summary>The rules that an address means; null when it is none of these.</summary>
    public static IReadOnlyList<Rule>? Find(string? address) => NameOf(address) is { } name && All.TryGetValue(name, out var rules) ? rules : null;

    /// <summary>The last part of an address, without .xml; null for none.</summary>
    public static string? NameOf(string? address)
    {
        var name = address?.Split('?', '#')[0].TrimEnd('/').Split('/')[^1];
        return string.IsNullOrEmpty(name) ? null : name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }

    private static List<Rule> Rules(string xml) => new RuleReader(new Problems()).Rules(XElement.Parse($"<responseProcessing>{xml}</responseProcessing>"));

    private static string If(string condition, string then, string otherwise) =>
        $"<responseCondition><responseIf>{condition}{then}</responseIf><responseElse>{otherwise}</responseElse></responseCondition>";

    private static string Set(string outcome, string expression) => $"<setOutcomeValue identifier='{outcome}'>{expression}</setOutcomeValue>";

    private static string Score(string value) => Set("SCORE", $"<baseValue baseType='float'>{value}</baseValue>");

    private static string Feedback(string outcome, string identifier) => Set(outcome, $"<baseValue baseType='identifier'>{identifier}</baseValue>");
}
