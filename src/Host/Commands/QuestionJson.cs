using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Lectern.QuestionFiles;

namespace Lectern.Host.Commands;

/// <summary>Questions of files as JSON: what every kind has, then what its own has, on one level.</summary>
internal static class QuestionJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new TextConverter(), new FileConverter(), new QuantityConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { OnlyOfTheKind } },
    };

    // What every content can say about itself is in the question already; what summarises its parts is no part.
    private static readonly HashSet<string> OfEveryKind = new(typeof(QuestionContent).GetProperties().Select(property => property.Name), StringComparer.OrdinalIgnoreCase);

    internal static JsonNode Of(PortableQuestion question)
    {
        JsonObject json = new()
        {
            ["line"] = question.Line,
            ["kind"] = question.Content.Kind,
            ["moodleType"] = question.Content.MoodleType,
            ["name"] = question.Name,
            ["named"] = question.IsNamed,
            ["category"] = question.Category?.Path,
            ["text"] = new JsonObject { ["text"] = question.Text.Text, ["format"] = JsonSerializer.SerializeToNode(question.Text.Format, Options) },
        };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(question.Content, question.Content.GetType(), Options)!.AsObject().ToList()) json[name] = value?.DeepClone();
        json["generalFeedback"] = JsonSerializer.SerializeToNode(question.GeneralFeedback, Options);
        json["hints"] = JsonSerializer.SerializeToNode(question.Hints, Options);
        json["tags"] = JsonSerializer.SerializeToNode(question.Tags, Options);
        json["idNumber"] = question.IdNumber;
        json["points"] = question.Points;
        json["penalty"] = question.Penalty;
        json["hidden"] = question.IsHidden;
        json["files"] = JsonSerializer.SerializeToNode(question.Files, Options);
        return json;
    }

    internal static JsonNode Of(QuestionCategory category) => new JsonObject
    {
        ["path"] = category.Path,
        ["names"] = JsonSerializer.SerializeToNode(category.Names, Options),
        ["description"] = JsonSerializer.SerializeToNode(category.Description, Options),
        ["idNumber"] = category.IdNumber,
    };

    internal static JsonNode Of(Problem problem) => new JsonObject
    {
        ["level"] = JsonSerializer.SerializeToNode(problem.Level, Options),
        ["line"] = problem.Line,
        ["column"] = problem.Column,
        ["question"] = problem.Question,
        ["code"] = problem.Code,
        ["message"] = problem.ToString(),
    };

    /// <summary>How many answers, pairs, parts or items it has.</summary>
    internal static int AnswersOf(PortableQuestion question) =>
        JsonSerializer.SerializeToNode(question.Content, question.Content.GetType(), Options)!.AsObject().Select(property => property.Value).OfType<JsonArray>().FirstOrDefault()?.Count ?? 0;

    private static void OnlyOfTheKind(JsonTypeInfo type)
    {
        var isContent = type.Type.IsAssignableTo(typeof(QuestionContent));
        foreach (var property in type.Properties.Where(property => property.PropertyType == typeof(Facets) || property.PropertyType == typeof(IEnumerable<FormattedText>) || (isContent && OfEveryKind.Contains(property.Name))).ToList())
            type.Properties.Remove(property);
    }

    /// <summary>{text, format} and its files; null where there is none.</summary>
    private sealed class TextConverter : JsonConverter<FormattedText>
    {
        public override FormattedText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, FormattedText value, JsonSerializerOptions options)
        {
            if (value.IsEmpty)
            {
                writer.WriteNullValue();
                return;
            }
            writer.WriteStartObject();
            writer.WriteString("text", value.Text);
            writer.WritePropertyName("format");
            JsonSerializer.Serialize(writer, value.Format, options);
            if (value.Files.Count > 0)
            {
                writer.WritePropertyName("files");
                JsonSerializer.Serialize(writer, value.Files, options);
            }
            writer.WriteEndObject();
        }
    }

    /// <summary>What a file is called and how large it is, without what is in it.</summary>
    private sealed class FileConverter : JsonConverter<EmbeddedFile>
    {
        public override EmbeddedFile Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, EmbeddedFile value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("name", value.Name);
            writer.WriteString("path", value.Path);
            writer.WriteNumber("bytes", value.Bytes);
            writer.WriteEndObject();
        }
    }

    /// <summary>A number with all the digits that its author wrote.</summary>
    private sealed class QuantityConverter : JsonConverter<Quantity>
    {
        public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();
        public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options) => writer.WriteRawValue(value.Written);
    }
}
