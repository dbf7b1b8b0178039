using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Tests.Quizzes.Exchange;

/// <summary>Finished questions of a kind, made from its samples: other settings, other texts, more and fewer parts. The same for the same round.</summary>
internal sealed class Variations
{
    private static readonly string[] Texts = ["x < 5 & y > 3", "été", "مرحبا", "😀", "*", "a*b", "\\*", "]]>", "{#1}", "[[1]]", "= ~ # {}", "true", "two words", "&amp;", "\"quoted\"", "50%", "::a:: ->", "@@PLUGINFILE@@"];
    private static readonly string[] Markup =
    [
        "<p>Near.</p>", "<p>Not <em>that</em>.</p>", "<p>a &lt; b</p>", "<ul><li>One</li><li>Two</li></ul>", "<p>Two</p><p>paragraphs</p>", "<p>a<br>b</p>", "", $"<p>See <img src=\"/files/questions/{Questions_through_files.Hash(Questions_through_files.Png)}\" alt=\"A dot\" loading=\"lazy\"></p>",
    ];
    private static readonly string[] Lines = ["<em>Heart</em>", "H<sub>2</sub>O", "a <strong>b</strong> &amp; c", "<math><mi>x</mi></math>"];
    private static readonly string[] Numbers = ["12.5", "0.5", "3", "1e3", "-2", "0.125", "12.50"];
    private static readonly decimal[] Counts = [0, 1, 2, 3, 5, 10, 25, 33.33333m, 50, 72.5m, 90, 100];
    // What says which part is meant, or where a picture is, is no text.
    private static readonly string[] Names = ["id", "labelId", "image", "right", "points", "types", "language"];

    private readonly IQuestionKind _kind;
    private readonly string[] _samples;
    private readonly Dictionary<string, string[]> _words = [];

    internal Variations(IQuestionKind kind)
    {
        _kind = kind;
        _samples = [.. Samples.All.Where(sample => sample.Kind == kind.Name).SelectMany(sample => (object[])[sample.Data, sample.OtherKey]).Select(data => Questions_through_files.Question(kind.Name, data).Data)];
        var type = kind.GetType();
        while (type is not null && !(type.IsGenericType && type.Name.StartsWith("QuestionKind`", StringComparison.Ordinal))) type = type.BaseType;
        Words(type!.GenericTypeArguments[0], []);
    }

    /// <summary>A question; what was made of the sample may be nothing that learners could meet, and then it is the sample.</summary>
    internal OutgoingQuestion Question(int round)
    {
        var random = new Random(round);
        var data = _samples[round % _samples.Length];
        for (var tries = 0; tries < 30 && round >= _samples.Length; tries++)
        {
            var changed = JsonNode.Parse(data)!;
            for (var changes = random.Next(1, 6); changes > 0; changes--) Change(changed, random);
            if (_kind.ReadData(JsonSerializer.SerializeToElement(changed)) is not { Refusal: null } read || _kind.Missing(read.Value) is not null) continue;
            data = read.Value;
            break;
        }

        bool Sometimes() => random.Next(4) == 0;
        return new(_kind.Name, data, Sometimes() ? $"<p>What <strong>is</strong> x &lt; 5?</p>{Markup[^1]}" : "<p>What is asked?</p>",
            One(random, [1m, 1m, 0.5m, 2.25m, 3m, 1000m]), Sometimes() ? One(random, Markup) : "", Sometimes() ? [.. Markup[..random.Next(1, 3)]] : [], One(random, [0.3333m, 0.3333m, 0, 0.25m, 1]),
            One(random, ["A name", "été & <x>"]), Sometimes() ? ["Heart", "A / B"] : [], Sometimes() ? ["rhythm", "two words"] : []);
    }

    private static T One<T>(Random random, IReadOnlyList<T> all) => all[random.Next(all.Count)];

    private void Change(JsonNode data, Random random)
    {
        var places = Places(data, "").Where(place => !Names.Contains(place.Name)).ToList();
        var (name, node, parent) = One(random, places);
        if (node is JsonArray { Count: > 0 } list && random.Next(3) == 0)
        {
            var at = random.Next(list.Count);
            var copy = list[at]?.DeepClone();
            if (random.Next(2) == 0 || copy is null) list.RemoveAt(at);
            else
            {
                WithoutIds(copy);
                list.Insert(random.Next(list.Count + 1), copy);
            }

            return;
        }

        if (node is JsonArray or JsonObject) return;
        var instead = Other(name, node, random);
        if (parent is JsonArray array) array[array.IndexOf(node)] = instead;
        else if (parent is JsonObject holder) holder[name] = instead;
    }

    private JsonNode? Other(string name, JsonNode? node, Random random) => node switch
    {
        _ when _words.TryGetValue(name, out var words) => One(random, words),
        null => One(random, Counts),
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => !value.GetValue<bool>(),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => random.Next(2) == 0 ? One(random, Counts) : JsonNode.Parse(One(random, Numbers)),
        JsonValue value when value.GetValue<string>() is var text && (text.StartsWith("<p", StringComparison.Ordinal) || name is "feedback" or "scheme" or "template" && !text.Contains('(', StringComparison.Ordinal)) => One(random, Markup),
        JsonValue value when name == "html" || random.Next(4) == 0 && name == "text" => One(random, Lines),
        JsonValue value when double.TryParse(value.GetValue<string>(), out _) => One(random, Numbers),
        _ => One(random, Texts),
    };

    private static void WithoutIds(JsonNode node)
    {
        if (node is JsonObject one) one.Remove("id");
        foreach (var inner in node is JsonObject all ? all.Select(pair => pair.Value) : node is JsonArray list ? list : []) if (inner is not null) WithoutIds(inner);
    }

    private static IEnumerable<(string Name, JsonNode? Node, JsonNode? Parent)> Places(JsonNode? node, string name) => node switch
    {
        JsonObject one => one.SelectMany(pair => Places(pair.Value, pair.Key).Prepend((pair.Key, pair.Value, one))),
        JsonArray list => list.SelectMany(item => Places(item, name).Prepend((name, item, list))),
        _ => [],
    };

    /// <summary>The words that settings can have, by the names of the settings.</summary>
    private void Words(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true && !type.IsGenericType && !type.IsArray) return;
        foreach (var inner in type.GenericTypeArguments) Words(inner, seen);
        if (type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true) return;
        foreach (var property in type.GetProperties().Where(property => !property.IsDefined(typeof(JsonIgnoreAttribute), inherit: true) && property.GetIndexParameters().Length == 0))
            if (property.PropertyType.IsEnum) _words[JsonNamingPolicy.CamelCase.ConvertName(property.Name)] = [.. Enum.GetValues(property.PropertyType).Cast<object>().Select(value => JsonSerializer.SerializeToNode(value, property.PropertyType, JsonSerializerOptions.Web)!.ToString())];
            else Words(property.PropertyType, seen);
    }
}
