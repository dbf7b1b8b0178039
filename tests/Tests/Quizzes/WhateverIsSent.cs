using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Lectern.Tests.Quizzes;

/// <summary>What could be sent instead of what is expected; the same for the same round, so that a failure comes again.</summary>
/// <param name="data">A question's: its own words and ids are the worst that can be sent, because they get furthest.</param>
internal sealed class WhateverIsSent(string data)
{
    private static readonly string[] Nasty =
    [
        "", " ", "0", "-1", "1", "2", "99999999999999999999", "1e400", "1e308", "NaN", "-0", "0,5", "1.234.567", "٣", "true", "null", "[]", "{}", "\0", "\u202E", "\uFFFD", "a\u0000b", "\r\n", "*", "\\", "\\*", "**********", "[[1]]", "[[99]]", "[[]]", "{a}", "{=1/0}",
        "<script>alert(1)</script>", "<p>a</p>", "\"><img src=x onerror=alert(1)>", "' or 1=1 --", "__proto__", "ﷺ", "e\u0301\u0301\u0301", "((((((((((", "1+", "sqrt(-1)", "🙂", new string('x', 30_000), new string('(', 400) + new string(')', 400),
    ];

    private readonly string[] _own = [.. Strings(JsonNode.Parse(data)).Distinct()];

    public JsonElement Json(int round) => JsonSerializer.SerializeToElement(Node(new Random(round), 0));

    /// <summary>What is right, with some of it changed.</summary>
    public JsonElement Broken(JsonElement good, int round)
    {
        var random = new Random(round);
        return JsonSerializer.SerializeToElement(Changed(JsonNode.Parse(good.GetRawText()), random, 1 + random.Next(3)));
    }

    public FormCollection Form(int round, string[] names)
    {
        var random = new Random(round);
        return new(names.Where(_ => random.Next(5) > 0).ToDictionary(name => name, _ => new StringValues([.. Enumerable.Range(0, random.Next(random.Next(5) == 0 ? 60 : 4)).Select(_ => Text(random))])));
    }

    private JsonNode? Node(Random random, int depth) => random.Next(depth > 3 ? 4 : 7) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => Number(random),
        3 => JsonValue.Create(Text(random)),
        4 => new JsonArray([.. Enumerable.Range(0, random.Next(6)).Select(_ => Node(random, depth + 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(6)).Select(_ => Text(random)).Distinct().Select(name => KeyValuePair.Create(name, Node(random, depth + 1)))),
    };

    private static JsonValue Number(Random random) => random.Next(6) switch
    {
        0 => JsonValue.Create(-1),
        1 => JsonValue.Create(1e308),
        2 => JsonValue.Create(0.1m),
        3 => JsonValue.Create(long.MaxValue),
        _ => JsonValue.Create(random.Next(12)),
    };

    private string Text(Random random) => random.Next(3) == 0 && _own.Length > 0 ? _own[random.Next(_own.Length)]
        : random.Next(4) == 0 ? random.Next(30).ToString(CultureInfo.InvariantCulture)
        : Nasty[random.Next(Nasty.Length)];

    private JsonNode? Changed(JsonNode? node, Random random, int changes)
    {
        for (var change = 0; change < changes; change++)
        {
            var all = All(node).Where(one => one.Parent is not null).ToList();
            if (all.Count == 0) return Node(random, 0);
            var place = all[random.Next(all.Count)];
            var instead = random.Next(3) == 0 ? place.DeepClone() : Node(random, 2);
            if (place.Parent is JsonArray list)
            {
                var at = list.IndexOf(place);
                if (random.Next(3) == 0) list.Insert(at, instead);
                else list[at] = instead;
            }
            else
            {
                ((JsonObject)place.Parent!)[place.GetPropertyName()] = instead;
            }
        }

        return node;
    }

    private static IEnumerable<JsonNode> All(JsonNode? node) => node switch
    {
        JsonObject o => o.Select(pair => pair.Value).SelectMany(All).Prepend(o),
        JsonArray a => a.SelectMany(All).Prepend(a),
        null => [],
        _ => [node],
    };

    private static IEnumerable<string> Strings(JsonNode? node) => All(node).SelectMany(one => one switch
    {
        JsonObject o => o.Select(pair => pair.Key),
        JsonValue v when v.TryGetValue<string>(out var text) => [text],
        _ => [],
    });
}
