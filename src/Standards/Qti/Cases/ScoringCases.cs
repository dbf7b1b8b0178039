using System.Text.Json;

namespace Lectern.Qti.Cases;

/// <summary>Cases to mark an item with: answers, and what must come of them. The JSON is the one that open QTI players keep their conformance cases in.</summary>
/// <param name="Seed">For template processing and chance; the same for all cases.</param>
public sealed record ScoringCases(string? Id, long Seed, IReadOnlyList<ScoringCase> Cases)
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Reads a file of cases.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ScoringCases Read(Stream json)
    {
        using var document = JsonDocument.Parse(json, Lenient);
        var root = document.RootElement.Clone();
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("cases", out var cases) || cases.ValueKind != JsonValueKind.Array) throw new JsonException("It has no list “cases”.");
        return new(Text(root, "id"), Number(root, "seed") ?? Processing.ItemSession.DefaultSeed, [.. cases.EnumerateArray().Select(Case)]);
    }

    private static ScoringCase Case(JsonElement element, int place)
    {
        if (element.ValueKind != JsonValueKind.Object) throw new JsonException($"Case {place + 1} is no object.");
        var expect = Member(element, "expect");
        return new()
        {
            Name = Text(element, "name") ?? $"case {place + 1}",
            Responses = Members(Member(element, "responses")),
            IsExpectedToDiffer = Truth(element, "xfail") ?? false,
            CountsAsAttempt = Truth(element, "countAttempt") ?? true,
            Score = Real(expect, "score"),
            MaxScore = Real(expect, "maxScore"),
            Outcomes = Members(Member(expect, "outcomes")),
            ModalFeedback = Texts(expect, "modalFeedbackIdentifiers"),
            BodyContains = Texts(expect, "itemBodyContains") ?? [],
        };
    }

    private static JsonElement Member(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static Dictionary<string, JsonElement> Members(JsonElement element) =>
        element.ValueKind != JsonValueKind.Object ? [] : element.EnumerateObject().GroupBy(member => member.Name).ToDictionary(group => group.Key, group => group.Last().Value);

    private static string? Text(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static bool? Truth(JsonElement element, string name) => Member(element, name).ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    private static long? Number(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var whole) ? whole : null;

    private static double? Real(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private static IReadOnlyList<string>? Texts(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.String).Select(entry => entry.GetString()!)] : null;
}

/// <summary>One case. What is null or absent is not compared.</summary>
public sealed record ScoringCase
{
    public required string Name { get; init; }

    /// <summary>By response: text as in XML, a number, a boolean, a list, null; or a variable as custom interactions exchange it ({"base": {"identifier": "A"}}).</summary>
    public IReadOnlyDictionary<string, JsonElement> Responses { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The case holds for what can't be done: it agrees when something differs or is refused.</summary>
    public bool IsExpectedToDiffer { get; init; }
    public bool CountsAsAttempt { get; init; } = true;

    /// <summary>The number of the outcome SCORE; 0 for NULL.</summary>
    public double? Score { get; init; }
    public double? MaxScore { get; init; }
    public IReadOnlyDictionary<string, JsonElement> Outcomes { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The identifiers of the modal feedback that is shown, in any order.</summary>
    public IReadOnlyList<string>? ModalFeedback { get; init; }

    /// <summary>Pieces of text that must be in the body as the candidate sees it.</summary>
    public IReadOnlyList<string> BodyContains { get; init; } = [];
}

/// <summary>Something that did not come out as expected.</summary>
/// <param name="What">The outcome, or score, maxScore, modalFeedback, itemBody, response, processing.</param>
public sealed record ScoringDifference(string What, string Expected, string Actual)
{
    public override string ToString() => $"{What}: expected {Expected}, got {Actual}";
}

/// <summary>What came of a case: it agrees when there is no difference, or when there is one and it was expected.</summary>
public sealed record CaseResult(ScoringCase Case, IReadOnlyList<ScoringDifference> Differences)
{
    public bool Agrees => Case.IsExpectedToDiffer ? Differences.Count > 0 : Differences.Count == 0;
}
