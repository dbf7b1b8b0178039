using Lectern.Quizzes.QuestionTypes.Numbers;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.Calculated;

/// <summary>A number that a formula gives for values that differ from attempt to attempt.</summary>
internal sealed class Calculated : QuestionKind<CalculatedData, string>
{
    private const int SamplesToCheck = 20;

    public override string Name => "calculated";
    public override string Label => "Calculation";
    public override string Icon => "calculator";
    public override string Rule => "Every attempt gets values of its own. The number that a formula gives for them earns its share of the points.";

    protected override CalculatedData New => new([], []);
    protected override CalculatedData Read(IFormCollection form) => CalculatedData.Read(form);
    protected override Outcome<CalculatedData> Tidy(CalculatedData data) => data.Tidy();

    protected override Refusal? Missing(CalculatedData data) =>
        data.Variables.Count == 0 ? new("variables-missing", "Write at least one variable.", "variables")
        : !data.Answers.Any(answer => answer.Percent == 100) ? new("formula-missing", "Write a formula that earns all points.", "formulas")
        : data.Rules is { Ask: not UnitAsked.Beside } rules && rules.Known.Count == 0 ? new("unit-missing", "Write the unit that is asked for.", "units")
        : !Enumerable.Range(1, SamplesToCheck).Any(seed => data.Varied(seed).HasResults) ? new("no-results", "The formula has no result with these values, such as after a division by zero.", "formulas")
        : null;

    protected override RenderFragment EditPart(CalculatedData data, IReadOnlyDictionary<string, string> errors) =>
        Fragments.Of<CalculatedEditPart>((nameof(CalculatedEditPart.Data), data), (nameof(CalculatedEditPart.Errors), errors), (nameof(CalculatedEditPart.HasSamples), data.Tidy().Refusal is null && Missing(data) is null));

    protected override RenderFragment AnswerPart(CalculatedData data, string? response, AnswerPlace place) =>
        Fragments.Of<NumberAnswerPart>((nameof(NumberAnswerPart.Rules), data.Rules ?? new()), (nameof(NumberAnswerPart.Response), response), (nameof(NumberAnswerPart.Place), place));

    protected override string? Read(IFormCollection form, string field) => NumberRules.ReadResponse(form, field);
    protected override string? Tidy(CalculatedData data, string response) => NumberRules.TidyResponse(response);
    protected override object Shown(CalculatedData data, string field, int? seed) => (data.Rules ?? new()).Shown();

    protected override bool Varies => true;
    protected override CalculatedData Vary(CalculatedData data, int seed) => data.Varied(seed);
    protected override string VariedPrompt(string prompt, CalculatedData variedData) => VariablesInText.Put(prompt, variedData);

    protected override decimal Grade(CalculatedData data, string response) => Judge(data, response).Fraction;
    protected override IReadOnlyList<string> Describe(CalculatedData data, string response, Texts texts) => [response];

    /// <summary>The numbers of an attempt; the formulas of a question that no attempt has met.</summary>
    protected override IReadOnlyList<string> DescribeRight(CalculatedData data, Texts texts) => data.Values is null
        ? [.. data.Answers.Where(answer => answer.Percent == 100).Select(answer => answer.Formula)]
        : [.. data.Numbers().Where(answer => answer.Percent == 100).Select(answer => (answer with { Value = data.AsShown(answer.Value!) }).InWords(texts, data.Rules?.FirstUnit ?? ""))];

    protected override IReadOnlyList<string> Remarks(CalculatedData data, string response) => Judge(data, response).Answer is { Feedback.Length: > 0 } answer ? [VariablesInText.Put(answer.Feedback, data)] : [];
    protected override IReadOnlyList<string> Explain(CalculatedData data, string response, Texts texts) => Judge(data, response).Explain(data.Rules ?? new(), texts);

    private static Judgement Judge(CalculatedData data, string response) => (data.Rules ?? new()).Judge(response, data.Numbers());
}
