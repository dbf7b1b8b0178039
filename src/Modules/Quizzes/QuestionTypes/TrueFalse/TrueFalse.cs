using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.TrueFalse;

/// <param name="IsTrue">Null while the author hasn't said.</param>
public sealed record TrueFalseData(bool? IsTrue);

/// <summary>A statement that is true or false.</summary>
internal sealed class TrueFalse : QuestionKind<TrueFalseData, string>
{
    private const string True = "true";
    private const string False = "false";

    public override string Name => "true-false";
    public override string Label => "True or false";
    public override string Icon => "toggle-left";
    public override string Rule => "The right answer earns all points, the other none.";

    protected override TrueFalseData New => new((bool?)null);
    protected override TrueFalseData Read(IFormCollection form) => new(form["is-true"].FirstOrDefault() switch { True => true, False => false, _ => null });
    protected override Outcome<TrueFalseData> Tidy(TrueFalseData data) => data;
    protected override Refusal? Missing(TrueFalseData data) => data.IsTrue is null ? new("truth-missing", "Say whether the statement is true or false.", "is-true") : null;

    protected override RenderFragment EditPart(TrueFalseData data, IReadOnlyDictionary<string, string> errors) =>
        Fragments.Of<TrueFalseEditPart>((nameof(TrueFalseEditPart.Data), data), (nameof(TrueFalseEditPart.Errors), errors));

    protected override RenderFragment AnswerPart(TrueFalseData data, string? response, AnswerPlace place) =>
        Fragments.Of<TrueFalseAnswerPart>((nameof(TrueFalseAnswerPart.Response), response), (nameof(TrueFalseAnswerPart.Place), place));

    protected override string? Read(IFormCollection form, string field) => form[field].FirstOrDefault();
    protected override string? Tidy(TrueFalseData data, string response) => response is True or False ? response : null;
    protected override object Shown(TrueFalseData data, string field, int? seed) => new { choices = new[] { True, False } };
    protected override decimal Grade(TrueFalseData data, string response) => data.IsTrue is { } isTrue && response == (isTrue ? True : False) ? 1 : 0;
    protected override IReadOnlyList<string> Describe(TrueFalseData data, string response, Texts texts) => [response == True ? texts["True"] : texts["False"]];
    protected override IReadOnlyList<string> DescribeRight(TrueFalseData data, Texts texts) => data.IsTrue is { } isTrue ? [isTrue ? texts["True"] : texts["False"]] : [];
}
