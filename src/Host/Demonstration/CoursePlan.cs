using System.Text.Json;

namespace Lectern.Host.Demonstration;

/// <summary>A course of the demonstration, as courses.json describes it.</summary>
internal sealed record CoursePlan(string Title, string Summary, string Topic, string Cover, int? CertificateMonths, string Unit, string Description, IReadOnlyList<ModulePlan> Modules)
{
    internal static IReadOnlyList<CoursePlan> All()
    {
        using var stream = typeof(CoursePlan).Assembly.GetManifestResourceStream("Lectern.Host.Demonstration.courses.json")!;
        return JsonSerializer.Deserialize<List<CoursePlan>>(stream, JsonSerializerOptions.Web)!;
    }
}

internal sealed record ModulePlan(string Title, IReadOnlyList<ActivityPlan> Activities);

internal sealed record ActivityPlan(string Kind, string Title, int Minutes, string? Html, int? Pass, IReadOnlyList<QuestionPlan>? Questions, IReadOnlyList<SheetPlan>? Sheets, IReadOnlyList<CardPlan>? Cards, string? Address);

/// <summary>A page of a document.</summary>
internal sealed record SheetPlan(string Heading, IReadOnlyList<string> Lines);

/// <param name="Choices">Right ones begin with a star.</param>
internal sealed record QuestionPlan(string Kind, string Prompt, IReadOnlyList<string>? Choices, bool? IsTrue, IReadOnlyList<string>? Accepted, string? Feedback);

/// <summary>A card of a deck; with a question it asks. The right answer begins with a star.</summary>
internal sealed record CardPlan(string? Heading, string? Body, string? Question, IReadOnlyList<string>? Answers, string? Explanation);
