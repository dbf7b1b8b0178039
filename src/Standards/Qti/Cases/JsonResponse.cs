using System.Globalization;
using System.Text.Json;
using Lectern.Qti.Processing;

namespace Lectern.Qti.Cases;

/// <summary>
/// Answers as JSON has them: plainly (text as in XML, numbers, booleans, lists of them, null), or as custom interactions exchange variables
/// (QTI 3.0 PCI, "JSON representation of variables": base, list, record).
/// </summary>
public static class JsonResponse
{
    /// <summary>The value in the type of the declaration.</summary>
    /// <returns>False when it is of another type; NULL is of every type.</returns>
    public static bool TryRead(ResponseDeclaration declaration, JsonElement json, int numberBase, out QtiValue? value)
    {
        value = null;
        var plain = Unwrapped(json);
        if (declaration.Cardinality == Cardinality.Record) return TryRecord(plain, out value);
        var baseType = declaration.BaseType ?? BaseType.String;
        var items = new List<object>();
        foreach (var element in plain.ValueKind == JsonValueKind.Array ? plain.EnumerateArray().ToArray() : [plain])
        {
            if (element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) continue;
            if (TextOf(element) is not { } text) return false;
            if (text.Length == 0) continue;
            if (NumericEntry.Value(declaration, text, numberBase) is not { } entered) return false;
            items.AddRange(entered.Items);
        }
        if (declaration.Cardinality == Cardinality.Single && items.Count > 1) return false;
        value = items.Count == 0 ? null : declaration.Cardinality == Cardinality.Single ? QtiValue.Single(baseType, items[0]) : QtiValue.Container(declaration.Cardinality, baseType, items);
        return true;
    }

    private static bool TryRecord(JsonElement json, out QtiValue? value)
    {
        value = null;
        if (json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return true;
        if (json.ValueKind == JsonValueKind.String)
        {
            value = string.IsNullOrEmpty(json.GetString()) ? null : NumericEntry.Record(json.GetString()!);
            return true;
        }
        if (json.ValueKind == JsonValueKind.Array)
            value = QtiValue.Record(json.EnumerateArray().Where(field => field.ValueKind == JsonValueKind.Object && field.TryGetProperty("name", out _))
                .Select(field => KeyValuePair.Create(field.GetProperty("name").ToString(), Field(field))));
        else if (json.ValueKind == JsonValueKind.Object) value = QtiValue.Record(json.EnumerateObject().Select(field => KeyValuePair.Create(field.Name, Field(field.Value))));
        else return false;
        return true;
    }

    private static QtiValue? Field(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("base", out var typed) && typed.ValueKind == JsonValueKind.Object && typed.EnumerateObject().FirstOrDefault() is { Name: { } name } member)
            return Lexical.BaseTypeOf(name) is { } baseType ? Lexical.ParseValue(baseType, TextOf(member.Value)) : null;
        return json.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => QtiValue.Of(json.GetBoolean()),
            JsonValueKind.Number => json.TryGetInt64(out var whole) ? QtiValue.Of(whole) : QtiValue.Of(json.GetDouble()),
            JsonValueKind.String => QtiValue.Of(json.GetString()),
            _ => null,
        };
    }

    // {"base": {"identifier": "A"}}, {"base": null}, {"list": {"identifier": ["A"]}}, {"record": […]}.
    private static JsonElement Unwrapped(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return json;
        if (json.TryGetProperty("record", out var record)) return record;
        return (json.TryGetProperty("base", out var inner) || json.TryGetProperty("list", out inner)) && inner.ValueKind is JsonValueKind.Object or JsonValueKind.Null
            ? inner.ValueKind == JsonValueKind.Null ? inner : inner.EnumerateObject().Select(member => member.Value).FirstOrDefault() : json;
    }

    // Pairs and points are lists of two inside of those variables.
    private static string? TextOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array when json.GetArrayLength() == 2 => string.Join(' ', json.EnumerateArray().Select(part => part.ToString())),
        JsonValueKind.Object when json.TryGetProperty("x", out var x) && json.TryGetProperty("y", out var y) => string.Create(CultureInfo.InvariantCulture, $"{x} {y}"),
        _ => null,
    };
}
