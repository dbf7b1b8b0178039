using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Scorm.Sequencing;

/// <summary>Writes what the author left out as null: most items say nothing of sequencing, and a kept manifest should not repeat the defaults for each.</summary>
internal abstract class NullWhenDefault<T>(T byDefault) : JsonConverter<T> where T : class
{
    public override bool HandleNull => true;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? byDefault : JsonSerializer.Deserialize<T>(ref reader, options) ?? byDefault;

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (ReferenceEquals(value, byDefault)) writer.WriteNullValue();
        else JsonSerializer.Serialize(writer, value, options);
    }
}

internal sealed class DefaultSequencingAsNull() : NullWhenDefault<SequencingDefinition>(SequencingDefinition.Default);

internal sealed class DefaultCompletionAsNull() : NullWhenDefault<CompletionRule>(CompletionRule.Default);
