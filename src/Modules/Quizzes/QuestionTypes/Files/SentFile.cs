using System.Text.Json;
using System.Text.Json.Serialization;
using Lectern.Files;

namespace Lectern.Quizzes.QuestionTypes.Files;

/// <summary>A file as an answer names it. All but the id is only a copy for those who read the answer: what counts is what was stored (<see cref="AttemptFile"/>).</summary>
/// <param name="Length">In bytes.</param>
public sealed record SentFile(Id<AttemptFile> Id, string Name, string Type, long Length)
{
    /// <summary>As a field of the answer part holds it.</summary>
    [JsonIgnore] public string Field => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static SentFile? Read(string? field)
    {
        try
        {
            return string.IsNullOrEmpty(field) ? null : JsonSerializer.Deserialize<SentFile>(field, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;   // not of ours
        }
    }

    /// <summary>Those of the files that a form or a program named, each once and at most so many.</summary>
    public static SentFile[]? Tidy(IEnumerable<SentFile?> named, int most) =>
        named.OfType<SentFile>().Where(f => f.Id != default).DistinctBy(f => f.Id).Take(most).Select(f => f with { Name = Short(f.Name, AttemptFile.LongestName), Type = Short(f.Type, 100) }).ToArray() is { Length: > 0 } files ? files : null;

    /// <summary>In words: "Plan.pdf (1.2 MB)".</summary>
    public string Describe(Texts texts) => texts["{0} ({1})", Name, Size];

    /// <summary>"1.2 MB".</summary>
    [JsonIgnore] public string Size => FileRefusals.Size(Length);

    private static string Short(string? text, int most) => PlainText.Line(text) is var line && line.Length > most ? PlainText.Line(line[..most]) : line;
}

/// <summary>What may be sent to a question.</summary>
/// <param name="Most">How many files an answer has.</param>
/// <param name="MostBytes">Of each.</param>
/// <param name="Judge">The media type of a file with this name and these first bytes, or why it isn't taken.</param>
/// <param name="Endings">Of names, with their dots, for the browser's file chooser.</param>
public sealed record FileRules(int Most, long MostBytes, Func<string, byte[], Outcome<string>> Judge, IReadOnlyList<string> Endings);

/// <summary>Beside <see cref="IQuestionKind"/>, for kinds whose answers are files. They are sent by themselves while the attempt is open (<see cref="SendFiles"/>); the answer names those that count.</summary>
public interface IHoldFiles
{
    FileRules FilesOf(string data);
    IReadOnlyList<SentFile> Named(string response);
    /// <summary>The response that names just these; null for none.</summary>
    string? Naming(string data, IReadOnlyList<SentFile> files);
}
