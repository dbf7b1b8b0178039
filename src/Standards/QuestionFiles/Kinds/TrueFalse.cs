namespace Lectern.QuestionFiles;

/// <summary>A statement that is true or false.</summary>
/// <param name="IsTrue">Whether it is.</param>
/// <param name="WhenTrue">For whoever said that it is true.</param>
/// <param name="WhenFalse">For whoever said that it is false.</param>
public sealed record TrueFalse(bool IsTrue, FormattedText WhenTrue, FormattedText WhenFalse) : QuestionContent
{
    public override string Kind => "true-false";
    public override string MoodleType => "truefalse";
    public override decimal UsualPenalty => 1;
    public override IEnumerable<FormattedText> Texts => [WhenTrue, WhenFalse];
    public override Facets Facets => WhenTrue.IsEmpty && WhenFalse.IsEmpty ? Facets.None : Facets.AnswerFeedback;

    /// <summary>The two answers as other kinds have them: true, then false.</summary>
    public IReadOnlyList<Answer> Answers =>
    [
        new(new("True", TextFormat.Plain), IsTrue ? 1 : 0, WhenTrue),
        new(new("False", TextFormat.Plain), IsTrue ? 0 : 1, WhenFalse),
    ];
}
