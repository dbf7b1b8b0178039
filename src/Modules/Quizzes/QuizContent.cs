using System.Text.Json;
using System.Text.Json.Serialization;
using Lectern.Courses;

namespace Lectern.Quizzes;

/// <summary>A sealed copy of a quiz, as it was when its course was published. Never changed: attempts point at what their learner met.</summary>
public sealed class QuizContent : Entity<QuizContent>
{
    private QuizDocument? _read;

    /// <summary>The activity may be gone from the draft since; what was sealed stays.</summary>
    public required Id<Activity> ActivityId { get; init; }
    public required DateTimeOffset SealedAt { get; init; }
    /// <summary><see cref="Document"/> as JSON.</summary>
    public required string DocumentJson { get; init; }

    public QuizDocument Document => _read ??= QuizDocument.Read(DocumentJson);
}

/// <summary>A whole quiz as one value: what is sealed, previewed, exported and read over the API.</summary>
public sealed record QuizDocument(QuizSettings Settings, IReadOnlyList<QuizQuestion> Questions)
{
    [JsonIgnore] public decimal MaximumPoints => Questions.Sum(q => q.Points);

    public static QuizDocument Read(string json) => JsonSerializer.Deserialize<QuizDocument>(json)!;
    public string Write() => JsonSerializer.Serialize(this);
}

/// <param name="Prompt">Sanitised HTML.</param>
/// <param name="Data">JSON of the question's kind.</param>
/// <param name="Feedback">Sanitised HTML.</param>
public sealed record QuizQuestion(Id<Question> Id, string Kind, string Prompt, decimal Points, [property: JsonConverter(typeof(RawJson))] string Data, string Feedback);

/// <summary>JSON inside JSON, as it is and not as a string.</summary>
internal sealed class RawJson : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.GetRawText();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value);
}

internal sealed class QuizContentMap : IEntityTypeConfiguration<QuizContent>
{
    public void Configure(EntityTypeBuilder<QuizContent> content)
    {
        content.Property(c => c.ActivityId);
        content.Ignore(c => c.Document);
        content.HasIndex(c => c.ActivityId);
    }
}
