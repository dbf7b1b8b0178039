using System.Globalization;
using System.Text.Json;
using Lectern.QuestionFiles;
using Lectern.Quizzes.QuestionTypes.Code;
using Code = Lectern.QuestionFiles.Code;
using CodeTest = Lectern.QuestionFiles.CodeTest;
using QtiQuestion = Lectern.Qti.Questions.Question;

namespace Lectern.Quizzes.Exchange.QtiItems;

/// <summary>What QTI has no place for, as words beside its items (<see cref="QtiQuestion.Extras"/>).</summary>
internal static class QtiExtras
{
    private const string Seconds = "most-seconds";
    private const string Language = "code-language";
    private const string Tests = "code-tests";
    private const string Template = "code-template";
    private const string Solution = "code-solution";
    private const string Whole = "all-or-nothing";

    internal static Dictionary<string, string> Of(AudioRecording content) =>
        content.MostSeconds is { } seconds ? new() { [Seconds] = seconds.ToString(CultureInfo.InvariantCulture) } : [];

    internal static int? MostSeconds(QtiQuestion question) =>
        int.TryParse(question.Extras.GetValueOrDefault(Seconds), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    internal static Dictionary<string, string> Of(Code content)
    {
        Dictionary<string, string> extras = new() { [Language] = content.Language, [Tests] = JsonSerializer.Serialize(content.Tests, JsonSerializerOptions.Web) };
        if (content.AllOrNothing) extras[Whole] = "true";
        // The standard's own places lose the spaces in front.
        if (content.Template.Trim() != content.Template) extras[Template] = content.Template;
        if (content.Solution.Trim() != content.Solution) extras[Solution] = content.Solution;
        return extras;
    }

    /// <summary>The program that an item asks for; null when it asks for other texts.</summary>
    internal static Code? Code(Lectern.Qti.Questions.EssayQuestion question) => question.Extras.GetValueOrDefault(Language) is not { } language ? null : new(language, TestsIn(question.Extras.GetValueOrDefault(Tests)))
    {
        Template = question.Extras.GetValueOrDefault(Template) ?? question.Template ?? "",
        Solution = question.Extras.GetValueOrDefault(Solution) ?? question.Solution ?? "",
        AllOrNothing = question.Extras.GetValueOrDefault(Whole) == "true",
    };

    // Whoever changed them by hand is told that there are none. One more than a question has is enough to be refused; what isn't said to be seen is hidden.
    private static CodeTest[] TestsIn(string? json)
    {
        try
        {
            return [.. (JsonSerializer.Deserialize<WrittenTest?[]>(json ?? "[]", JsonSerializerOptions.Web) ?? []).Take(CodeData.MostTests + 1).OfType<WrittenTest>().Select(test =>
                new CodeTest(test.Name ?? "", test.Input ?? "", test.Expected ?? "", test.Check ?? "", test.IsHidden ?? true, test.Weight ?? 1))];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private sealed record WrittenTest(string? Name, string? Input, string? Expected, string? Check, bool? IsHidden, decimal? Weight);
}
