using Lectern.Quizzes.QuestionTypes.Numbers;
using Lectern.Quizzes.QuestionTypes.Rows;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.Numeric;

public sealed record NumericData(IReadOnlyList<NumericAnswer> Answers, NumberRules? Rules = null)
{
    public const int Most = 20;
}

/// <summary>A number, typed; mostly with a unit.</summary>
internal sealed class Numeric : QuestionKind<NumericData, string>
{
    public override string Name => "numeric";
    public override string Label => "Numeric answer";
    public override string Icon => "hash";
    public override string Rule => "A number within an accepted range earns that range's share of the points. A wrong unit or number of digits takes away what you say.";

    protected override NumericData New => new([]);

    protected override NumericData Read(IFormCollection form) => new(
        [.. FormRows.Of(form["number-value"], NumericData.Most * 2).Select(row => new NumericAnswer(
            Number.Of(form["number-value"].At(row)),
            FormRows.Word(form["number-how"].At(row), Tolerance.Exact),
            Number.Of(form["number-by"].At(row)),
            FormRows.Percent(form["number-percent"].At(row)),
            form["number-feedback"].At(row)))],
        NumberRules.Read(form));

    protected override Outcome<NumericData> Tidy(NumericData data)
    {
        List<NumericAnswer> answers = [];
        foreach (var written in data.Answers ?? [])
        {
            var answer = (written ?? new(null)).Tidy("answers");
            if (answer.Refusal is { } refusal) return refusal;
            if (answer.Value is { } kept) answers.Add(kept);
        }

        if (answers.Count > NumericData.Most) return new Refusal("too-many-answers", "There are at most {0} accepted answers.", "answers", NumericData.Most);
        var rules = (data.Rules ?? new()).Tidy();
        return rules.Refusal is { } wrong ? wrong : new NumericData(answers, rules.Value);
    }

    protected override Refusal? Missing(NumericData data) =>
        !data.Answers.Any(answer => answer.Percent == 100) ? new("right-number-missing", "Write a number that earns all points.", "answers")
        : data.Rules is { Ask: not UnitAsked.Beside } rules && rules.Known.Count == 0 ? new("unit-missing", "Write the unit that is asked for.", "units")
        : null;

    protected override RenderFragment EditPart(NumericData data, IReadOnlyDictionary<string, string> errors) =>
        Fragments.Of<NumericEditPart>((nameof(NumericEditPart.Data), data), (nameof(NumericEditPart.Errors), errors));

    protected override RenderFragment AnswerPart(NumericData data, string? response, AnswerPlace place) =>
        Fragments.Of<NumberAnswerPart>((nameof(NumberAnswerPart.Rules), data.Rules ?? new()), (nameof(NumberAnswerPart.Response), response), (nameof(NumberAnswerPart.Place), place));

    protected override string? Read(IFormCollection form, string field) => NumberRules.ReadResponse(form, field);
    protected override string? Tidy(NumericData data, string response) => NumberRules.TidyResponse(response);
    protected override object Shown(NumericData data, string field, int? seed) => (data.Rules ?? new()).Shown();
    protected override decimal Grade(NumericData data, string response) => Judge(data, response).Fraction;
    protected override IReadOnlyList<string> Describe(NumericData data, string response, Texts texts) => [response];
    protected override IReadOnlyList<string> DescribeRight(NumericData data, Texts texts) => [.. data.Answers.Where(a => a.Percent == 100).Select(a => a.InWords(texts, data.Rules?.FirstUnit ?? ""))];
    protected override IReadOnlyList<string> Remarks(NumericData data, string response) => Judge(data, response).Answer is { Feedback.Length: > 0 } answer ? [answer.Feedback] : [];
    protected override IReadOnlyList<string> Explain(NumericData data, string response, Texts texts) => Judge(data, response).Explain(data.Rules ?? new(), texts);

    private static Judgement Judge(NumericData data, string response) => (data.Rules ?? new()).Judge(response, data.Answers);
}
