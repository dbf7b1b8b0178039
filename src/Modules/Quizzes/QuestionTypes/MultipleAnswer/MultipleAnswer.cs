using Lectern.Quizzes.QuestionTypes.Choices;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.MultipleAnswer;

/// <summary>Several choices, any number of them right.</summary>
internal sealed class MultipleAnswer : QuestionKind<ChoiceData, string[]>
{
    public override string Name => "multiple-answer";
    public override string Label => "Multiple answers";
    public override string Icon => "square-check";
    public override string Rule => "Each right choice earns its share, each wrong one takes a share away, and it is never below zero.";

    protected override ChoiceData New => ChoiceData.Blank;
    protected override ChoiceData Read(IFormCollection form) => ChoiceData.Read(form);
    protected override Outcome<ChoiceData> Tidy(ChoiceData data) => data.Tidy();

    protected override Refusal? Missing(ChoiceData data) =>
        data.Choices.Count < 2 ? new("choices-missing", "Write at least two choices.", "Choices")
        : !data.Right.Any() ? new("right-choices-missing", "Mark at least one right choice.", "Choices")
        : null;

    protected override RenderFragment EditPart(ChoiceData data, IReadOnlyDictionary<string, string> errors) =>
        Part<ChoicesEditPart>((nameof(ChoicesEditPart.Data), data), (nameof(ChoicesEditPart.Errors), errors), (nameof(ChoicesEditPart.Several), true));

    protected override RenderFragment AnswerPart(ChoiceData data, string[]? response, AnswerPlace place) =>
        Part<ChoicesAnswerPart>((nameof(ChoicesAnswerPart.Data), data), (nameof(ChoicesAnswerPart.Chosen), response ?? []), (nameof(ChoicesAnswerPart.Place), place), (nameof(ChoicesAnswerPart.Several), true));

    protected override string[]? Read(IFormCollection form, string field) => [.. form[field].OfType<string>()];

    // In the order of their ids, each once: the same choices are the same response, however they were sent, and it says nothing
    // about the order in which the author wrote them.
    protected override string[]? Tidy(ChoiceData data, string[] response) =>
        data.Choices.Where(c => response.Contains(c.Id)).Select(c => c.Id).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } chosen ? chosen : null;

    protected override object Shown(ChoiceData data, string field, int? seed) => new { choices = data.InOrder(field, seed).Select(c => new { c.Id, c.Text, html = c.Html.Length > 0 ? c.Html : null }) };

    protected override decimal Grade(ChoiceData data, string[] response)
    {
        var all = data.Right.Count();
        if (all == 0) return 0;
        var right = data.Choices.Count(c => c.IsRight && response.Contains(c.Id));
        var wrong = data.Choices.Count(c => !c.IsRight && response.Contains(c.Id));
        return Math.Max(0, (decimal)(right - wrong) / all);
    }

    protected override IReadOnlyList<string> Describe(ChoiceData data, string[] response, Texts texts) => [.. data.Choices.Where(c => response.Contains(c.Id)).Select(c => c.Text)];
    protected override IReadOnlyList<string> DescribeRight(ChoiceData data, Texts texts) => [.. data.Right.Select(c => c.Text)];
    protected override RenderFragment? ResponsePart(ChoiceData data, string[] response, ResponsePlace place) => ChosenChoices.Of(data.Choices.Where(c => response.Contains(c.Id)));
    protected override RenderFragment? RightPart(ChoiceData data) => ChosenChoices.Of(data.Right);
    protected override IReadOnlyList<string> Remarks(ChoiceData data, string[] response) => [.. data.Choices.Where(c => c.Said.Length > 0 && response.Contains(c.Id)).Select(c => c.Said)];
}
