using Lectern.Quizzes.QuestionTypes.Choices;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.MultipleAnswer;

/// <summary>Several choices, any number of them right.</summary>
internal sealed class MultipleAnswer : QuestionKind<ChoiceData, string[]>
{
    public override string Name => "multiple-answer";
    public override string Label => "Multiple answers";
    public override string Icon => "square-check";
    public override string Rule => "Exactly the right choices earn all points; others what you choose, and never less than nothing.";

    protected override ChoiceData New => ChoiceData.Blank;
    protected override ChoiceData Read(IFormCollection form) => ChoiceData.Read(form);
    protected override Outcome<ChoiceData> Tidy(ChoiceData data) => data.Tidy();

    protected override Refusal? Missing(ChoiceData data) =>
        data.Choices.Count < 2 ? new("choices-missing", "Write at least two choices.", "Choices")
        : !data.Right.Any() ? new("right-choices-missing", "Mark at least one right choice.", "Choices")
        : null;

    protected override RenderFragment EditPart(ChoiceData data, IReadOnlyDictionary<string, string> errors) =>
        Fragments.Of<ChoicesEditPart>((nameof(ChoicesEditPart.Data), data), (nameof(ChoicesEditPart.Errors), errors), (nameof(ChoicesEditPart.Several), true));

    protected override RenderFragment AnswerPart(ChoiceData data, string[]? response, AnswerPlace place) =>
        Fragments.Of<ChoicesAnswerPart>((nameof(ChoicesAnswerPart.Data), data), (nameof(ChoicesAnswerPart.Chosen), response ?? []), (nameof(ChoicesAnswerPart.Place), place), (nameof(ChoicesAnswerPart.Several), true));

    protected override string[]? Read(IFormCollection form, string field) => [.. form[field].OfType<string>()];

    // In the order of their ids, each once: the same choices are the same response, however they were sent, and it says nothing
    // about the order in which the author wrote them.
    protected override string[]? Tidy(ChoiceData data, string[] response) =>
        data.Choices.Where(c => response.Contains(c.Id)).Select(c => c.Id).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } chosen ? chosen : null;

    protected override object Shown(ChoiceData data, string field, int? seed) => new { choices = data.InOrder(field, seed).Select(c => new { c.Id, c.Text, html = c.Html.Length > 0 ? c.Html : null }) };

    protected override decimal Grade(ChoiceData data, string[] response)
    {
        var (right, wrong, all) = Counted(data, response);
        return all == 0 ? 0 : data.Credit switch
        {
            ChoiceCredit.AllOrNothing => right == all && wrong == 0 ? 1 : 0,
            ChoiceCredit.RightUnlessTooMany => right + wrong > all ? 0 : (decimal)right / all,
            _ => Math.Max(0, (decimal)(right - wrong) / all),
        };
    }

    protected override IReadOnlyList<string> Explain(ChoiceData data, string[] response, Texts texts)
    {
        var (right, wrong, all) = Counted(data, response);
        return [texts["{0} of {1} right choices, and {2} wrong ones.", right, all, wrong]];
    }

    protected override string[]? WithoutWrong(ChoiceData data, string[] response) => response.Where(id => data.Find(id) is { IsRight: true }).ToArray() is { Length: > 0 } right ? right : null;

    private static (int Right, int Wrong, int All) Counted(ChoiceData data, string[] response) =>
        (data.Choices.Count(c => c.IsRight && response.Contains(c.Id)), data.Choices.Count(c => !c.IsRight && response.Contains(c.Id)), data.Right.Count());

    protected override IReadOnlyList<string> Describe(ChoiceData data, string[] response, Texts texts) => [.. data.Choices.Where(c => response.Contains(c.Id)).Select(c => c.Text)];
    protected override IReadOnlyList<string> DescribeRight(ChoiceData data, Texts texts) => [.. data.Right.Select(c => c.Text)];
    protected override RenderFragment? ResponsePart(ChoiceData data, string[] response, ResponsePlace place) => ChosenChoices.Of(data.Choices.Where(c => response.Contains(c.Id)));
    protected override RenderFragment? RightPart(ChoiceData data) => ChosenChoices.Of(data.Right);
    protected override IReadOnlyList<string> Remarks(ChoiceData data, string[] response) => [.. data.Choices.Where(c => c.Said.Length > 0 && response.Contains(c.Id)).Select(c => c.Said)];
}
