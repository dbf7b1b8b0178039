using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Tests.Quizzes.Exchange;

/// <summary>
/// Whatever an author may have set: a question that is written comes back with every setting, or the export had said of exactly this setting that it is
/// lost. What changes without a word fails, and so does a mark that changes although nothing that marks was said to be lost.
/// </summary>
public sealed partial class Every_kind_through_every_format
{
    private const int Rounds = 40;
    private const int Answers = 30;

    /// <summary>What may differ when a loss was named, as patterns of places; "!" where marks may differ too.</summary>
    private static readonly Dictionary<string, string[]> Lost = new()
    {
        ["points"] = ["points"],
        ["points-of-gaps"] = ["points"],
        ["penalty"] = ["penalty"],
        ["hints"] = ["hints.*"],
        ["tags"] = ["tags.*"],
        ["general-feedback"] = ["feedback"],
        ["category"] = ["category.*"],
        ["name"] = ["name"],
        ["files"] = ["prompt", "feedback", "hints.*", "data.*.feedback", "data.*.html", "data.*.text", "data.text"],
        ["formatting"] = ["prompt", "feedback", "hints.*", "data.*.feedback", "data.*.html", "data.*.text", "data.text"],
        ["words-only"] = ["data.*.html", "data.*.text"],
        ["stays-last"] = ["data.choices.#.staysLast"],
        ["fixed-order"] = ["data.choices.#.staysLast"],
        ["partial-grades"] = ["data.credit", "!"],
        ["all-or-nothing"] = ["data.allOrNothing", "data.credit", "!"],
        ["case-sensitive"] = ["data.matchCase", "data.wording.matchCase", "!"],
        ["ignore-accents"] = ["data.ignoreAccents", "data.wording.ignoreAccents", "!"],
        ["pattern"] = ["data.wildcards", "data.wording.wildcards", "data.accepted.*", "data.others.*", "!"],
        // What earns all points and says nothing is one of the accepted answers.
        ["answer-feedback"] = ["data.*.feedback", "data.accepted.*", "data.others.*"],
        ["range"] = ["data.answers.#.value", "data.answers.#.how", "data.answers.#.by"],
        ["relative-tolerance"] = ["data.answers.#.how", "data.answers.#.by"],
        ["digits"] = ["data.rules.precision", "data.rules.digits", "data.rules.precisionPenalty", "!"],
        ["unit-also"] = ["data.rules.units.#.also.*", "!"],
        ["units"] = ["data.rules.ask", "data.rules.units.*", "data.rules.unitPenalty", "!"],
        ["variable-range"] = ["data.variables.*", "!"],
        ["ordering-grading"] = ["data.credit", "!"],
        ["ordering-settings"] = ["data.credit", "!"],
        ["groups"] = ["data.words.#.group", "!"],
        ["once"] = ["data.words.#.isReusable"],
        ["essay-settings"] = ["kind", "data.*"],
        ["grade-rounded"] = ["data.answers.#.percent", "data.others.#.percent", "data.accepted.*", "!"],
        ["gap-pictures"] = ["data.gaps.#.answers.#.feedback"],
        ["words-alike"] = ["data.words.*", "data.text", "!"],
        ["picture-details"] = ["data.alt", "data.zones.#.points.*"],
    };

    public static TheoryData<string, string> KindsAndFormats
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var kind in Documents.Kinds.All.Where(kind => kind is not MarkedElsewhere))
                foreach (var format in QuestionFileWriter.Formats) rows.Add(kind.Name, format.Name);
            return rows;
        }
    }

    [Theory, MemberData(nameof(KindsAndFormats))]
    public async Task loses_nothing_that_was_not_named(string name, string format)
    {
        var (kind, written, variations) = (Documents.Kinds[name], QuestionFileWriter.Find(format)!, new Variations(Documents.Kinds[name]));
        List<string> wrong = [];
        for (var round = 0; round < Rounds; round++)
        {
            var question = variations.Question(round);
            var file = Questions_through_files.Writer.Write("Questions", [question], Questions_through_files.Pictures, written);
            if (file.Content is not { } content)
            {
                if (!file.Problems.Any(problem => problem.Level == ProblemLevel.Refused)) wrong.Add($"refused without a reason: {question.Data}");
                continue;
            }

            var said = file.Problems.Where(problem => problem.Level == ProblemLevel.Lost).Select(problem => problem.Code).ToHashSet();
            var read = await Questions_through_files.Reader.Read(new MemoryStream(content.ToArray()), "questions" + written.Extension, TestContext.Current.CancellationToken);
            if (read.Rows is not [{ Question: { } taken }])
            {
                wrong.Add($"does not come back: {string.Join("; ", read.Problems.Concat(read.Rows.SelectMany(row => row.Problems)))} {question.Data}");
                continue;
            }

            var (before, after) = (Seen(question), Seen(Questions_through_files.Outgoing(taken)));
            var differing = Differences(before, after, "").Where(place => !SaysNothing(place, before)).ToList();
            var unsaid = differing.Where(place => !said.Any(code => Lost.GetValueOrDefault(code, []).Any(pattern => Fits(pattern, place.Place)))).ToList();
            wrong.AddRange(unsaid.Select(place => $"{place.Place}: {place.Before} became {place.After}, said [{string.Join(' ', said)}] {Json(before["data"])}"));
            if (unsaid.Count == 0 && differing.Count > 0 && !said.Any(code => Lost.GetValueOrDefault(code, []).Contains("!")) && Marked(kind, before["data"]!.ToJsonString(), after["data"]!.ToJsonString(), Responses(name, question), round) is { } answer)
                wrong.Add($"marked otherwise: {answer}, said [{string.Join(' ', said)}] {Json(before["data"])}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count}\n{string.Join('\n', wrong.DistinctBy(line => Digits().Replace(line.Split(':')[0], "")).Take(12))}");
    }

    /// <summary>An answer that earns something else; null when there is none among those that were tried.</summary>
    private static string? Marked(IQuestionKind kind, string before, string after, List<JsonElement> responses, int round)
    {
        if (kind.MarkedBy != MarkedBy.Server) return null;
        var (one, other) = (kind.Vary(before, 1), kind.Vary(after, 1));
        var sent = new WhateverIsSent(before);
        for (var at = 0; at < Answers; at++)
        {
            var said = at < responses.Count ? responses[at] : responses.Count > 0 && at % 2 == 0 ? sent.Broken(responses[at % responses.Count], round * Answers + at) : sent.Json(round * Answers + at);
            decimal Grade(string data) => kind.ReadResponse(data, said) is { } response ? Math.Round(kind.Grade(data, response), 5) : 0;
            if (Grade(one) != Grade(other)) return said.GetRawText();
        }

        return null;
    }

    /// <summary>The responses of the kind's sample, of which the question was made, to the question as it is seen.</summary>
    private static List<JsonElement> Responses(string kind, OutgoingQuestion question)
    {
        var sample = Samples.All.Single(sample => sample.Kind == kind);
        var names = Names(JsonNode.Parse(question.Data)!);
        return [.. new[] { sample.Right, sample.Wrong }.Concat(sample.More).OfType<object>().Select(response => JsonSerializer.SerializeToElement(Answered(JsonSerializer.SerializeToNode(response, JsonSerializerOptions.Web), names)))];
    }

    private static JsonNode? Answered(JsonNode? response, Dictionary<string, string> names) =>
        Named(response is JsonObject parts ? new JsonObject(parts.Select(pair => KeyValuePair.Create(names.GetValueOrDefault(pair.Key, pair.Key), pair.Value?.DeepClone()))) : response, names);

    private static Dictionary<string, string> Names(JsonNode data)
    {
        Dictionary<string, string> names = [];
        foreach (var id in Ids(data)) names.TryAdd(id, string.Create(CultureInfo.InvariantCulture, $"id{names.Count}x"));
        return names;
    }

    /// <summary>All of a question. Ids are made anew and say nothing; those that first appear at the same place are the same.</summary>
    private static JsonObject Seen(OutgoingQuestion question)
    {
        var data = JsonNode.Parse(question.Data)!;
        // The best that fits counts, wherever it stands.
        foreach (var list in new[] { "answers", "others" })
            if (data[list] is JsonArray answers && answers.All(answer => answer?["percent"] is not null)) data[list] = new JsonArray([.. answers.OrderByDescending(answer => answer!["percent"]!.GetValue<decimal>()).Select(answer => answer!.DeepClone())]);
        return new()
        {
            ["kind"] = question.Kind, ["points"] = question.Points, ["penalty"] = question.Penalty, ["name"] = question.Name, ["prompt"] = question.Prompt, ["feedback"] = question.Feedback,
            ["hints"] = JsonSerializer.SerializeToNode(question.Hints), ["category"] = JsonSerializer.SerializeToNode(question.Category), ["tags"] = JsonSerializer.SerializeToNode(question.Tags),
            ["data"] = Named(data, Names(data)),
        };
    }

    private static IEnumerable<string> Ids(JsonNode? node) => node switch
    {
        JsonObject one => one.SelectMany(pair => pair.Key == "id" ? [pair.Value!.GetValue<string>()] : Ids(pair.Value)),
        JsonArray list => list.SelectMany(Ids),
        _ => [],
    };

    private static JsonNode? Named(JsonNode? node, Dictionary<string, string> names) => node switch
    {
        JsonObject one => new JsonObject(one.Select(pair => KeyValuePair.Create(pair.Key, pair.Key is "text" or "label" or "name" ? pair.Value?.DeepClone() : Named(pair.Value, names)))),
        JsonArray list => new JsonArray([.. list.Select(item => Named(item, names))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && names.TryGetValue(value.GetValue<string>(), out var name) => name,
        _ => node?.DeepClone(),
    };

    private static IEnumerable<(string Place, string Before, string After)> Differences(JsonNode? before, JsonNode? after, string place)
    {
        switch (before, after)
        {
            case (JsonObject one, JsonObject other):
                return one.Select(pair => pair.Key).Union(other.Select(pair => pair.Key)).SelectMany(key => Differences(one[key], other[key], place.Length == 0 ? key : $"{place}.{key}"));
            case (JsonArray one, JsonArray other):
                return Enumerable.Range(0, Math.Max(one.Count, other.Count)).SelectMany(at => Differences(one.ElementAtOrDefault(at), other.ElementAtOrDefault(at), string.Create(CultureInfo.InvariantCulture, $"{place}.{at}")));
            default:
                var (written, read) = (Json(before), Json(after));
                return written == read || before is JsonValue && after is JsonValue && IsNumber(written, out var number) && IsNumber(read, out var same) && number == same ? [] : [(place, written, read)];
        }
    }

    /// <summary>Settings that mean something only beside others.</summary>
    private static bool SaysNothing((string Place, string Before, string After) differing, JsonObject question)
    {
        var (place, data) = (differing.Place, question["data"]!);
        // A star that stands for itself may be written with a backslash or without one.
        var typed = data["gaps"] is JsonArray gaps ? Json(new JsonArray([.. gaps.Where(gap => (string?)gap!["kind"] == "write").Select(gap => gap!.DeepClone())])) : Json(data);
        var hasPattern = typed.Replace("\\\\*", "", StringComparison.Ordinal).Contains('*', StringComparison.Ordinal);
        return place switch
        {
            "data.credit" => (string?)question["kind"] == "multiple-choice",
            "data.rules.digits" or "data.rules.precisionPenalty" => (string?)data["rules"]!["precision"] == "any",
            "data.rules.unitPenalty" => data["rules"]!["units"] is not JsonArray { Count: > 0 },
            _ when Fits("data.gaps.#.tolerance", place) => differing is { Before: "0", After: "null" },
            "data.wording.matchCase" or "data.wording.ignoreAccents" => typed == "[]",
            "data.wildcards" or "data.wording.wildcards" => !hasPattern,
            _ when Fits("data.variables.#.*", place) => place.Split('.') is [_, _, var at, "from" or "to" or "step"] && data["variables"]![int.Parse(at, CultureInfo.InvariantCulture)]!["list"] is JsonArray { Count: > 0 },
            _ => !hasPattern && differing.Before.Replace("\\\\*", "*", StringComparison.Ordinal) == differing.After,
        };
    }

    private static bool IsNumber(string json, out decimal number) => decimal.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    // "data.rules.*" is everything below the rules, "data.answers.#.text" the text of any answer.
    private static bool Fits(string pattern, string place) =>
        Regex.IsMatch(place, "^" + Regex.Escape(pattern).Replace("\\#", "[0-9]+", StringComparison.Ordinal).Replace("\\.\\*", "(\\..*)?", StringComparison.Ordinal).Replace("\\*", ".*", StringComparison.Ordinal) + "\\z");

    private static string Json(JsonNode? node) => JsonSerializer.Serialize(node, Plain);

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
