namespace Lectern.QuestionFiles;

/// <summary>A few words to type. Each answer is a plain pattern in which * stands for any text; the first that fits counts.</summary>
/// <param name="CaseSensitive">Whether capitals must be as they are written.</param>
public sealed record ShortAnswer(IReadOnlyList<Answer> Answers, bool CaseSensitive = false) : QuestionContent
{
    public override string Kind => "short-answer";
    public override string MoodleType => "shortanswer";
    public override IEnumerable<FormattedText> Texts => Answers.Select(answer => answer.Feedback);

    public override Facets Facets =>
        (CaseSensitive ? Facets.CaseSensitive : Facets.None)
        | (Answers.Any(answer => !answer.Feedback.IsEmpty) ? Facets.AnswerFeedback : Facets.None)
        | (Answers.Any(answer => answer.Fraction != 1) ? Facets.PartialGrades : Facets.None);
}
