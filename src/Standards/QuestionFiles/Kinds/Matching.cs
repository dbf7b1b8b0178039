namespace Lectern.QuestionFiles;

/// <summary>Pairs to find together.</summary>
/// <param name="Pairs">A pair without a left side is a right side that fits nowhere.</param>
public sealed record Matching(IReadOnlyList<Pair> Pairs) : QuestionContent
{
    public bool Shuffle { get; init; } = true;
    /// <summary>Nothing is earned unless every pair is right; no text format says that, QTI does.</summary>
    public bool AllOrNothing { get; init; }
    public CombinedFeedback Feedback { get; init; } = CombinedFeedback.None;

    public override string Kind => "matching";
    public override string MoodleType => "matching";
    public override IEnumerable<FormattedText> Texts => [.. Pairs.Select(pair => pair.Left), .. Feedback.Texts];
    public override Facets Facets => Feedback.Facets | (Shuffle ? Facets.None : Facets.FixedOrder) | (AllOrNothing ? Facets.AllOrNothing : Facets.None);
}

/// <summary>What is asked, and the plain answer that belongs to it.</summary>
public sealed record Pair(FormattedText Left, string Right);
