using Lectern.QuestionFiles;

namespace Lectern.Quizzes.Exchange;

/// <summary>What the formats' names of kinds of questions are called, as the kinds here are where they are the same.</summary>
internal static class KindWords
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["multiple-choice"] = "Multiple choice",
        ["multiple-answer"] = "Multiple answers",
        ["true-false"] = "True or false",
        ["short-answer"] = "Short answer",
        ["numerical"] = "Numeric answer",
        ["calculated"] = "Calculation",
        ["calculated-simple"] = "Calculation",
        ["calculated-choices"] = "Calculation with choices",
        ["matching"] = "Matching",
        ["random-matching"] = "Random matching",
        ["ordering"] = "Ordering",
        ["cloze"] = "Gap text",
        ["gap-select"] = "Gap text",
        ["drag-into-text"] = "Drag into text",
        ["drag-onto-image"] = "Drag onto image",
        ["drag-markers"] = "Markers on an image",
        ["hotspot"] = "Hotspot",
        ["matrix"] = "Matrix",
        ["essay"] = "Essay",
        ["audio-recording"] = "Audio recording",
        ["code"] = "Program code",
        ["likert"] = "Opinion on a scale",
        ["description"] = "Description",
    };

    /// <summary>In English, to be translated; what no format calls so as it is.</summary>
    internal static string Of(string kind) => Words.GetValueOrDefault(kind, kind);

    /// <summary>What a problem mentions: a kind where it is about kinds.</summary>
    internal static string In(Problem problem, string argument) => problem.Code.StartsWith("kind-", StringComparison.Ordinal) ? Of(argument) : argument;
}
