using Lectern.Quizzes.QuestionTypes.Choices;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.MultipleChoice;

/// <summary>Several choices, exactly one of them right.</summary>
internal sealed class MultipleChoice : QuestionKind<ChoiceData, string>
{
    public override string Name => "multiple-choice";
    public override string Label => "Multiple choice";
    public override string Icon => "circle-dot";
    public override string Rule => "The right choice earns all points, any other none.";

    protected override ChoiceData New => ChoiceData.Blank;
    protected override ChoiceData Read(IFormCollection form) => ChoiceData.Read(form);
    protected override Outcome<ChoiceData> Tidy(ChoiceData data) => data.Tidy();

    protected override Refusal? Missing(ChoiceData data) =>
        data.Choices.Count < 2 ? new("choices-missing", "Write at least two choices.", "Choices")
        : data.Right.Count() != 1 ? new("right-choice-missing", "Mark the one right choice.", "Choices")
        : null;

    protected override RenderFragment EditPart(ChoiceData data, IReadOnlyDictionary<string, string> errors) =>
        Fragments.Of<ChoicesEditPart>((nameof(ChoicesEditPart.Data), data), (nameof(ChoicesEditPart.Errors), errors), (nameof(ChoicesEditPart.Several), false));

    protected override RenderFragment AnswerPart(ChoiceData data, string? response, AnswerPlace place) =>
        Fragments.Of<ChoicesAnswerPart>((nameof(ChoicesAnswerPart.Data), data), (nameof(ChoicesAnswerPart.Chosen), response is null ? [] : new[] { response }), (nameof(ChoicesAnswerPart.Place), place), (nameof(ChoicesAnswerPart.Several), false));

    protected override string? Read(IFormCollection form, string field) => form[field].FirstOrDefault();
    protected override string? Tidy(ChoiceData data, string response) => data.Find(response)?.Id;
    protected override object Shown(ChoiceData data, string field, int? seed) => new { choices = data.InOrder(field, seed).Select(c => new { c.Id, c.Text, html = c.Html.Length > 0 ? c.Html : null }) };
    protected override decimal Grade(ChoiceData data, string response) => data.Find(response) is { IsRight: true } ? 1 : 0;
    protected override IReadOnlyList<string> Describe(ChoiceData data, string response, Texts texts) => data.Find(response) is { } choice ? [choice.Text] : [];
    protected override IReadOnlyList<string> DescribeRight(ChoiceData data, Texts texts) => [.. data.Right.Select(c => c.Text)];
    protected override RenderFragment? ResponsePart(ChoiceData data, string response, ResponsePlace place) => ChosenChoices.Of(data.Choices.Where(c => c.Id == response));
    protected override RenderFragment? RightPart(ChoiceData data) => ChosenChoices.Of(data.Right);
    protected override IReadOnlyList<string> Remarks(ChoiceData data, string response) => data.Find(response) is { Said.Length: > 0 } choice ? [choice.Said] : [];
}
