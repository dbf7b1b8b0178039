using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Kernel;

/// <summary>The identity of a <typeparamref name="T"/>: ordered by time, and never confused with another entity's.</summary>
[JsonConverter(typeof(IdJson))]
public readonly record struct Id<T>(Guid Value) : IParsable<Id<T>>
{
    public static Id<T> New() => new(Sequential.NewGuid());

    public static Id<T> Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Id<T> result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();

    // For going on in a list after the last one seen; the databases compare by their own order of UUIDs, as they sort.
    public static bool operator <(Id<T> left, Id<T> right) => left.Value.CompareTo(right.Value) < 0;
    public static bool operator >(Id<T> left, Id<T> right) => left.Value.CompareTo(right.Value) > 0;
    public static bool operator <=(Id<T> left, Id<T> right) => left.Value.CompareTo(right.Value) <= 0;
    public static bool operator >=(Id<T> left, Id<T> right) => left.Value.CompareTo(right.Value) >= 0;
}

/// <summary>Writes an <see cref="Id{T}"/> as its plain UUID, as a value and as a dictionary key.</summary>
internal sealed class IdJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Id<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<Id<T>>
    {
        public override Id<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());
        public override void Write(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
        public override Id<T> ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(Guid.Parse(reader.GetString()!));
        public override void WriteAsPropertyName(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) => writer.WritePropertyName(value.ToString());
    }
}
