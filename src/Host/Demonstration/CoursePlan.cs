using System.Text.Json;

namespace Lectern.Host.Demonstration;

/// <summary>A course of the demonstration, as courses.json describes it.</summary>
internal sealed record CoursePlan(string Title, string Summary, string Topic, string Cover, int? CertificateMonths, string Unit, string Description, IReadOnlyList<ModulePlan> Modules)
{
    internal static IReadOnlyList<CoursePlan> All() => Described<CoursePlan>("courses");

    internal static IReadOnlyList<T> Described<T>(string file)
    {
        using var stream = typeof(CoursePlan).Assembly.GetManifestResourceStream($"Lectern.Host.Demonstration.{file}.json")!;
        return JsonSerializer.Deserialize<List<T>>(stream, JsonSerializerOptions.Web)!;
    }
}

internal sealed record ModulePlan(string Title, IReadOnlyList<ActivityPlan> Activities);

/// <param name="Settings">Of a quiz, as the API takes them; without them it only has a pass mark.</param>
internal sealed record ActivityPlan(string Kind, string Title, int Minutes, string? Html, int? Pass, JsonElement? Settings, IReadOnlyList<SectionPlan>? Sections, IReadOnlyList<DrawPlan>? Draws, IReadOnlyList<QuestionPlan>? Questions, IReadOnlyList<SheetPlan>? Sheets, IReadOnlyList<CardPlan>? Cards, string? Address);

/// <param name="Questions">How many of the quiz's questions, in their order, belong to it.</param>
internal sealed record SectionPlan(string Title, int Questions);

/// <summary>What a quiz draws from a bank of banks.json; bank and category by their names.</summary>
/// <param name="Section">Counted from 0; missing for the last.</param>
internal sealed record DrawPlan(string Bank, string Category, int Count, decimal Points, int? Section);

/// <summary>A question bank of the demonstration, as banks.json describes it.</summary>
internal sealed record BankPlan(string Name, string Unit, IReadOnlyList<CategoryPlan> Categories)
{
    internal static IReadOnlyList<BankPlan> All() => CoursePlan.Described<BankPlan>("banks");
}

internal sealed record CategoryPlan(string Name, IReadOnlyList<QuestionPlan> Questions);

/// <summary>A page of a document.</summary>
internal sealed record SheetPlan(string Heading, IReadOnlyList<string> Lines);

/// <param name="Choices">Right ones begin with a star.</param>
/// <param name="Data">In the shape of its kind, where it is none of the simple ones (docs/question-types.md).</param>
/// <param name="Answer">What those learners of the demonstration answer who know it; in the shape of its kind. The simple ones answer what is right.</param>
/// <param name="Slip">What the others answer.</param>
internal sealed record QuestionPlan(string Kind, string Prompt, IReadOnlyList<string>? Choices, bool? IsTrue, IReadOnlyList<string>? Accepted, string? Feedback, JsonElement? Data, decimal? Points, JsonElement? Answer, JsonElement? Slip, string? Name, string? Difficulty, IReadOnlyList<string>? Tags)
{
    /// <summary>Its data, as the API takes them.</summary>
    internal object Sent() => Kind switch
    {
        _ when Data is { } data => data,
        "true-false" => new { IsTrue },
        "short-answer" => new { Accepted },
        _ => new { choices = Choices!.Select((choice, index) => new { id = $"c{index + 1}", text = choice.TrimStart('*'), isRight = choice.StartsWith('*') }) },
    };

    /// <summary>What somebody answers who knows it; null where they leave it open.</summary>
    internal object? Known() => Kind switch
    {
        _ when Answer is { } answer => answer,
        _ when Data is not null => null,
        "true-false" => IsTrue == true ? "true" : "false",
        "short-answer" => Accepted![0],
        "multiple-answer" => RightChoices(),
        _ => RightChoices()[0],
    };

    private List<string> RightChoices() => [.. Choices!.Index().Where(choice => choice.Item.StartsWith('*')).Select(choice => $"c{choice.Index + 1}")];
}

/// <summary>A card of a deck; with a question it asks. The right answer begins with a star.</summary>
internal sealed record CardPlan(string? Heading, string? Body, string? Question, IReadOnlyList<string>? Answers, string? Explanation);
