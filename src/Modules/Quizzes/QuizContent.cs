using System.Text.Json;
using System.Text.Json.Serialization;
using Lectern.Courses;

namespace Lectern.Quizzes;

/// <summary>A sealed copy of a quiz, as it was when its course was published; or of the questions by which attempts were marked anew. Never changed: attempts point at what their learner met, and steps at what they were marked by.</summary>
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

/// <summary>A whole quiz as one value: what is sealed, previewed, exported and read over the API. What one attempt meets of it is a <see cref="Paper"/>.</summary>
public sealed record QuizDocument(QuizSettings Settings, IReadOnlyList<QuizSection> Sections)
{
    /// <summary>Every question that an attempt can meet: those that are drawn from, too.</summary>
    [JsonIgnore] public IReadOnlyList<QuizQuestion> Questions { get; } = [.. Sections.SelectMany(section => section.Slots).SelectMany(slot => slot.Pool)];
    /// <summary>How many one attempt meets.</summary>
    [JsonIgnore] public int QuestionCount => Sections.Sum(section => section.Slots.Sum(slot => slot.Draw));
    /// <summary>What one attempt can earn.</summary>
    [JsonIgnore] public decimal MaximumPoints => Sections.Sum(section => section.Slots.Sum(slot => slot.Points));

    /// <summary>A quiz of one section in which every attempt meets every question.</summary>
    public static QuizDocument Of(QuizSettings settings, IEnumerable<QuizQuestion> questions) =>
        new(settings, [new QuizSection("", settings.ShuffleQuestions, [.. questions.Select(QuizSlot.Of)])]);

    public static QuizDocument Read(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json)!;
        return stored.Sections is { } sections ? new(stored.Settings, sections) : Of(stored.Settings, stored.Questions ?? []);
    }

    public string Write() => JsonSerializer.Serialize(new Stored(Settings, Sections, null));

    /// <param name="Questions">Where quizzes that were sealed before there were sections keep them.</param>
    private sealed record Stored(QuizSettings Settings, IReadOnlyList<QuizSection>? Sections, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<QuizQuestion>? Questions);
}

/// <summary>A part of a quiz; it begins a page.</summary>
/// <param name="Title">Plain text; "" for none.</param>
/// <param name="IsShuffled">Every attempt meets its questions in an order of its own.</param>
public sealed record QuizSection(string Title, bool IsShuffled, IReadOnlyList<QuizSlot> Slots);

/// <summary>A place in a quiz: one question, or some drawn from a pool, the same for an attempt for ever (<see cref="Paper"/>).</summary>
/// <param name="Id">Of the place in the draft; decides together with an attempt's seed what it draws.</param>
/// <param name="Draw">How many of the pool an attempt meets, at most all.</param>
/// <param name="Pool">The questions as they were when the quiz was sealed, all worth the same points.</param>
public sealed record QuizSlot(Guid Id, int Draw, IReadOnlyList<QuizQuestion> Pool)
{
    [JsonIgnore] public decimal Points => Pool.Count == 0 ? 0 : Pool[0].Points * Draw;

    /// <summary>A question that every attempt meets.</summary>
    public static QuizSlot Of(QuizQuestion question) => new(question.Id.Value, 1, [question]);
}

/// <param name="Prompt">Sanitised HTML.</param>
/// <param name="Data">JSON of the question's kind.</param>
/// <param name="Feedback">Sanitised HTML.</param>
public sealed record QuizQuestion(Id<Question> Id, string Kind, string Prompt, decimal Points, [property: JsonConverter(typeof(RawJson))] string Data, string Feedback)
{
    /// <summary>Which version of the bank's question it is (<see cref="QuestionVersion.Number"/>).</summary>
    public int Version { get; init; } = 1;
    /// <summary>Sanitised HTML, shown one after another between tries.</summary>
    public IReadOnlyList<string> Hints { get; init => field = value.Count == 0 ? [] : value; } = [];   // one list for none, so that equal questions are equal
    /// <summary>The part of the points that every wrong try costs where several are allowed, 0 to 1.</summary>
    public decimal Penalty { get; init; } = QuestionContent.UsualPenalty;
}

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
