using System.Text.Json;
using System.Xml.Linq;
using Lectern.Qti.Processing;

namespace Lectern.Qti.Cases;

/// <summary>Marks an item with the answers of cases, and says what differs from what they expect.</summary>
public static class CaseRunner
{
    /// <summary>The last digits of a double depend on the order of sums, which the standard leaves open.</summary>
    private const double Precision = 1e-12;

    public static IReadOnlyList<CaseResult> Run(AssessmentItem item, ScoringCases cases) => [.. cases.Cases.Select(one => Run(item, one, cases.Seed))];

    public static CaseResult Run(AssessmentItem item, ScoringCase one, long seed)
    {
        var differences = new List<ScoringDifference>();
        try
        {
            var session = ItemSession.Begin(item, seed);
            foreach (var (name, json) in one.Responses) Respond(session, name, json, differences);
            session.Submit(one.CountsAsAttempt);
            Compare(session, one, differences);
        }
        catch (QtiRefusedException refused)
        {
            differences.Add(new("processing", "outcomes", refused.Message));
        }
        return new(one, differences);
    }

    // What a candidate typed may be of no number at all: then the answer is NULL. What no interaction can give is a mistake in the case.
    private static void Respond(ItemSession session, string name, JsonElement json, List<ScoringDifference> differences)
    {
        if (session.Item.Response(name) is not { } declaration)
        {
            differences.Add(new("response", "a response that the item declares", name));
            return;
        }
        var interaction = session.Item.Interactions.FirstOrDefault(interaction => interaction.ResponseIdentifier == name);
        if (!JsonResponse.TryRead(declaration, json, interaction?.NumberBase ?? 10, out var value) && json.ValueKind is not JsonValueKind.String)
            differences.Add(new("response", $"{name} as {declaration.Cardinality} {declaration.BaseType}".ToLowerInvariant(), json.GetRawText()));
        session.Respond(name, value);
    }

    private static void Compare(ItemSession session, ScoringCase one, List<ScoringDifference> differences)
    {
        if (one.Score is { } score) Number("score", score, session.Value(BuiltIn.Score)?.Number ?? 0);
        if (one.MaxScore is { } most) Number("maxScore", most, session.Value(BuiltIn.MaxScore)?.Number ?? MaxScore.Of(session.Item) ?? 0);
        foreach (var (name, expected) in one.Outcomes)
        {
            if (!session.Outcomes.TryGetValue(name, out var value)) differences.Add(new(name, expected.GetRawText(), "no such outcome"));
            else if (!Agree(expected, value?.ToPlain())) differences.Add(new(name, expected.GetRawText(), JsonSerializer.Serialize(value?.ToPlain())));
        }
        if (one.ModalFeedback is { } feedback)
        {
            var shown = session.ShownFeedback.Select(entry => entry.When.Identifier).Order(StringComparer.Ordinal).ToList();
            if (!shown.SequenceEqual(feedback.Order(StringComparer.Ordinal))) differences.Add(new("modalFeedback", $"[{string.Join(", ", feedback)}]", $"[{string.Join(", ", shown)}]"));
        }
        if (one.BodyContains.Count == 0) return;
        var body = ItemView.Body(session);
        var (markup, words) = (body?.ToString(SaveOptions.DisableFormatting) ?? "", Line(body?.Value ?? ""));
        foreach (var piece in one.BodyContains.Where(piece => !markup.Contains(piece, StringComparison.Ordinal) && !words.Contains(Line(piece), StringComparison.Ordinal)))
            differences.Add(new("itemBody", $"“{piece}” in it", words.Length <= 300 ? words : words[..300] + "…"));

        void Number(string what, double expected, double actual)
        {
            if (!Same(expected, actual)) differences.Add(new(what, Lexical.Number(expected), Lexical.Number(actual)));
        }
    }

    // NULL and an empty container are the same thing (information model 3.2).
    private static bool Agree(JsonElement expected, object? actual) => expected.ValueKind switch
    {
        JsonValueKind.Null => actual is null,
        JsonValueKind.Array when expected.GetArrayLength() == 0 => actual is null,
        JsonValueKind.Array => actual is List<object> items && items.Count == expected.GetArrayLength() && expected.EnumerateArray().Zip(items).All(both => Agree(both.First, both.Second)),
        JsonValueKind.Object => actual is Dictionary<string, object?> fields && expected.EnumerateObject().All(member => Agree(member.Value, fields.GetValueOrDefault(member.Name))),
        JsonValueKind.Number => actual is long or double && Same(expected.GetDouble(), Convert.ToDouble(actual, System.Globalization.CultureInfo.InvariantCulture)),
        JsonValueKind.True => actual is true,
        JsonValueKind.False => actual is false,
        JsonValueKind.String => expected.GetString() is { Length: > 0 } text ? actual is string same && same == text : actual is null,
        _ => false,
    };

    private static bool Same(double one, double other) => one == other || Math.Abs(one - other) <= Precision * Math.Max(1, Math.Max(Math.Abs(one), Math.Abs(other)));

    private static string Line(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
