using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lectern.Packages.Reviewing;
using Lectern.Scorm;

namespace Lectern.Packages.H5p;

/// <summary>
/// What is taken from an xAPI statement that H5P content makes (xAPI 1.0.3, part 2, section 2.4). Who did it and in which course is known
/// from the launch; whatever the statement says of that is not looked at.
/// </summary>
/// <param name="Verb">The last part of its address: "answered", "completed", "consume" …</param>
/// <param name="IsOfWhole">Whether it is about the content as a whole, not about a part of it.</param>
/// <param name="Question">What was asked, as plain text; else what the part is called.</param>
/// <param name="Type">The interaction type of the standard: "choice", "fill-in" …</param>
/// <param name="Response">What was answered, in the words of the choices.</param>
/// <param name="Right">What would have been right, where the content says so.</param>
/// <param name="Points">As the content counts them.</param>
/// <param name="Most">The most points there are.</param>
/// <param name="Score">0 to 1.</param>
public sealed partial record ReportedStatement(
    string Verb, bool IsOfWhole, string? Question, string? Type, string? Response, string? Right, bool? IsCompletion, bool? IsSuccess, decimal? Points, decimal? Most, decimal? Score, TimeSpan? Took)
{
    /// <summary>The longest statement that is read, in characters: one with many long choices has some thousands.</summary>
    public const int Longest = 64 * 1024;

    public const int LongestQuestion = 2000;
    public const int LongestResponse = 10_000;

    /// <summary>The verb of an answer.</summary>
    public const string Answered = "answered";

    private const decimal MostPoints = 1_000_000;

    /// <summary>
    /// How the learner stands after it; null when it says nothing of that. H5P itself takes "completed" and "answered" about the whole as
    /// its end (h5p-x-api.js, H5P.xAPICompletedListener); what has no tasks says "consumed", and essays "passed", "failed" or "mastered".
    /// </summary>
    public LessonStatus? Outcome => !IsOfWhole || IsCompletion == false ? null : Verb switch
    {
        "completed" or Answered or "consume" or "consumed" => IsSuccess switch { true => LessonStatus.Passed, false => LessonStatus.Failed, null => LessonStatus.Completed },
        "passed" or "mastered" => LessonStatus.Passed,
        "failed" => LessonStatus.Failed,
        _ => null,
    };

    /// <summary>Whether somebody was asked something and answered.</summary>
    public bool IsAnswer => Verb == Answered;

    /// <summary>Reads a statement; null when it is none.</summary>
    public static ReportedStatement? Read(string json)
    {
        if (json.Length > Longest) return null;
        try
        {
            using var statement = JsonDocument.Parse(json);
            return Of(statement.RootElement);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)   // no JSON, or text that is no Unicode
        {
            return null;
        }
    }

    private static ReportedStatement? Of(JsonElement statement)
    {
        if (Text(In(statement, "verb", "id")) is not { } verb) return null;
        var definition = In(statement, "object", "definition");
        var result = In(statement, "result");
        var type = Text(In(definition, "interactionType"));
        var points = Number(In(result, "score", "raw"));
        var most = Number(In(result, "score", "max"));
        var scaled = points is { } raw && most is > 0 ? raw / most : Number(In(result, "score", "scaled"));
        return new(
            Short(verb[(verb.LastIndexOf('/') + 1)..], 40)!,
            In(statement, "context", "contextActivities", "parent").ValueKind == JsonValueKind.Undefined && In(definition, "extensions", "http://h5p.org/x-api/h5p-subContentId").ValueKind == JsonValueKind.Undefined,
            Short(Plain(InSomeLanguage(In(definition, "description"))) ?? Plain(InSomeLanguage(In(definition, "name"))), LongestQuestion),
            Short(type, 40),
            Short(InWords(Text(In(result, "response")), type, definition), LongestResponse),
            Short(InWords(In(definition, "correctResponsesPattern") is { ValueKind: JsonValueKind.Array } patterns ? patterns.EnumerateArray().Select(Text).FirstOrDefault() : null, type, definition), LongestQuestion),
            Truth(In(result, "completion")), Truth(In(result, "success")), points, most,
            scaled is { } share ? decimal.Round(Math.Clamp(share, 0, 1), 4) : null,
            Text(In(result, "duration")) is { } duration ? CmiTime.Parse(ScormVersion.Scorm2004FourthEdition, duration) : null);
    }

    // Choices are answered by their ids, and pairs by two: people see what those stand for (xAPI 1.0.3, part 2, section 2.4.4.1).
    private static string? InWords(string? response, string? type, JsonElement definition)
    {
        if (response is null) return null;
        (string List, string Separator)[] lists = type switch
        {
            "choice" or "sequencing" => [("choices", "")],
            "likert" => [("scale", "")],
            "matching" => [("source", ""), ("target", "")],
            _ => [],
        };
        if (lists.Length == 0) return ReportedInteraction.Plain(response);
        var names = lists.Select(list => In(definition, list.List) is { ValueKind: JsonValueKind.Array } all
            ? all.EnumerateArray().Where(one => Text(In(one, "id")) is not null).GroupBy(one => Text(In(one, "id"))!).ToDictionary(same => same.Key, same => Plain(InSomeLanguage(In(same.First(), "description"))))
            : []).ToList();
        return ReportedInteraction.Plain(string.Join("[,]", response.Split("[,]").Select(one => string.Join("[.]", one.Split("[.]").Select((id, place) => names[Math.Min(place, names.Count - 1)].GetValueOrDefault(id) ?? id)))));
    }

    private static string? Plain(string? html)
    {
        if (html is null) return null;
        var text = WebUtility.HtmlDecode(Tag.Replace(html, " "));
        text = Blank.Replace(text, " ").Trim();
        return text.Length == 0 ? null : text;
    }

    private static string? InSomeLanguage(JsonElement map) => map.ValueKind == JsonValueKind.Object ? map.EnumerateObject().Select(language => Text(language.Value)).FirstOrDefault(text => text is not null) : null;

    private static JsonElement In(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return default;
        return element;
    }

    private static string? Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!.Replace("\0", "", StringComparison.Ordinal),   // PostgreSQL keeps no NUL
        JsonValueKind.Number => element.GetRawText(),
        _ => null,
    };

    private static bool? Truth(JsonElement element) => element.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    private static decimal? Number(JsonElement element) => element.ValueKind == JsonValueKind.Number && element.TryGetDecimal(out var number) ? decimal.Round(Math.Clamp(number, -MostPoints, MostPoints), 4) : null;

    private static string? Short(string? text, int most) => text is null || text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    [GeneratedRegex("<[^<>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag { get; }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blank { get; }
}
