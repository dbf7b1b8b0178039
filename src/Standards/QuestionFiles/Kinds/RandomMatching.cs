namespace Lectern.QuestionFiles;

/// <summary>A matching question that each attempt makes from short-answer questions of its category (Moodle: randomsamatch).</summary>
/// <param name="Choose">How many.</param>
/// <param name="FromSubcategories">Whether those of the categories below count too.</param>
public sealed record RandomMatching(int Choose, bool FromSubcategories) : QuestionContent
{
    public CombinedFeedback Feedback { get; init; } = CombinedFeedback.None;

    public override string Kind => "random-matching";
    public override string MoodleType => "randomsamatch";
    public override IEnumerable<FormattedText> Texts => Feedback.Texts;
    public override Facets Facets => Feedback.Facets;
}
