using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.QuestionFiles;

namespace Lectern.Host.Commands;

/// <summary>questions check: what an import would make of a file of questions. Exit codes as <see cref="ImportOutcome"/> has them.</summary>
internal static class CheckQuestions
{
    private const int MostProblemsShown = 100;

    internal static async Task<int> Run(Screen screen, string path, string? format, bool anyGrade, CancellationToken cancel)
    {
        if (!File.Exists(path)) return screen.Failed("file-missing", $"There is no file {path}.");
        if (format is null && CheckQtiFile.Resembles(path)) return await CheckQtiFile.Run(screen, path, cancel);
        if (new FileInfo(path).Length > TextDocument.Largest) return screen.Failed("file-too-large", $"The file is larger than {TextDocument.Largest >> 20} MB. Export the questions in several files.");
        var (known, options) = (format is null ? null : QuestionFormats.Find(format), new ReadingOptions(anyGrade));
        var file = QuestionFormats.Read(await File.ReadAllBytesAsync(path, cancel), Path.GetFileName(path), known, options);
        var outcome = await ImportOutcome.Of(path, options, known, cancel);

        if (screen.IsForPrograms) screen.Done(Describe(file, outcome));
        else Show(screen, file, outcome);
        return outcome.ExitCode;
    }

    private static JsonObject Describe(QuestionFile file, ImportOutcome outcome) => new()
    {
        ["ok"] = outcome.TakesAll,
        ["format"] = file.Format?.Name,
        ["encoding"] = file.Encoding,
        ["totals"] = new JsonObject
        {
            ["questions"] = file.Questions.Count,
            ["taken"] = outcome.Taken,
            ["leftOut"] = outcome.LeftOut.Count(),
            ["broken"] = outcome.Broken,
            ["refused"] = Count(file, ProblemLevel.Refused),
            ["lost"] = Count(file, ProblemLevel.Lost),
            ["notes"] = Count(file, ProblemLevel.Note),
            ["categories"] = file.Categories.Count,
            ["files"] = file.Questions.Sum(question => question.Files.Count()),
            ["kinds"] = Totals(file.Questions.Select(question => question.Content.Kind)),
            ["moodleTypes"] = Totals(file.Questions.Select(question => question.Content.MoodleType)),
            ["typesInFile"] = new JsonObject(file.NamedTypes.Select(type => KeyValuePair.Create(type.Key, (JsonNode?)type.Value))),
        },
        ["leftOut"] = JsonSerializer.SerializeToNode(outcome.Described, JsonSerializerOptions.Web),
        ["categories"] = new JsonArray([.. file.Categories.Select(QuestionJson.Of)]),
        ["questions"] = new JsonArray([.. file.Questions.Select(QuestionJson.Of)]),
        ["problems"] = new JsonArray([.. file.Problems.Select(QuestionJson.Of)]),
    };

    private static JsonObject Totals(IEnumerable<string> names) => new(names.CountBy(name => name).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    private static int Count(QuestionFile file, ProblemLevel level) => file.Problems.Count(problem => problem.Level == level);

    private static void Show(Screen screen, QuestionFile file, ImportOutcome outcome)
    {
        if (file.Format is { } format) screen.Heading($"{format.Label}, {file.Encoding}: {Counted(file.Questions.Count, "question")} read.");
        if (file.Questions.Count > 0)
        {
            screen.Table(["Line", "Kind", "Name", "Category", "Answers", "Points", "Files"], file.Questions.Select(question => (IReadOnlyList<string>)
            [
                $"{question.Line}", question.Content.Kind, question.Name, string.Join(" / ", question.Category?.Names ?? []), $"{QuestionJson.AnswersOf(question)}", $"{question.Points:0.##}", $"{question.Files.Count()}",
            ]), "Line", "Kind", "Answers", "Points", "Files");
            screen.Say(string.Join(", ", file.Questions.CountBy(question => question.Content.Kind).OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} {pair.Key}")) + ".");
        }
        foreach (var problem in file.Problems.Take(MostProblemsShown))
            screen.Say($"{(problem.Line > 0 ? $"Line {problem.Line}, column {problem.Column}: " : "")}{Word(problem.Level)}: {(problem.Question is { } name ? $"“{name}”: " : "")}{problem}");
        if (file.Problems.Count > MostProblemsShown) screen.Say($"… and {file.Problems.Count - MostProblemsShown} more; --json lists them all.");
        outcome.Show(screen);
    }

    private static string Counted(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";

    private static string Word(ProblemLevel level) => level switch { ProblemLevel.Refused => "Can't be imported", ProblemLevel.Lost => "Will be lost", _ => "Look" };
}
