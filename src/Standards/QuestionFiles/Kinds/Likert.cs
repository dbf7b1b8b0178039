namespace Lectern.QuestionFiles;

/// <summary>Statements, to each of which people say where on a scale they are; nothing is right. Moodle has no such kind of its own.</summary>
/// <param name="Scale">From one end to the other.</param>
public sealed record Likert(IReadOnlyList<FormattedText> Scale, IReadOnlyList<FormattedText> Statements) : QuestionContent
{
    public override string Kind => "likert";
    public override string MoodleType => "";
    public override IEnumerable<FormattedText> Texts => [.. Scale, .. Statements];
}
