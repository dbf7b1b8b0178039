namespace Lectern.QuestionFiles;

/// <summary>Gaps to fill from a list of words; <c>[[1]]</c> in the question's text is a gap whose right word is the first
/// (Moodle: gapselect, where it is chosen from a menu, and ddwtos, where it is dragged).</summary>
/// <param name="Dragged">Whether words are dragged.</param>
public sealed record GapText(IReadOnlyList<GapWord> Words, bool Dragged) : QuestionContent
{
    public bool Shuffle { get; init; } = true;
    /// <summary>Nothing is earned unless every gap is right; no text format says that, QTI does.</summary>
    public bool AllOrNothing { get; init; }
    public CombinedFeedback Feedback { get; init; } = CombinedFeedback.None;

    public override string Kind => Dragged ? "drag-into-text" : "gap-select";
    public override string MoodleType => Dragged ? "ddwtos" : "gapselect";
    public override IEnumerable<FormattedText> Texts => Feedback.Texts;
    public override Facets Facets => Feedback.Facets | (Shuffle ? Facets.None : Facets.FixedOrder) | (AllOrNothing ? Facets.AllOrNothing : Facets.None);
}

/// <summary>A word.</summary>
/// <param name="Text">Few tags of HTML may be in it.</param>
/// <param name="Group">Gaps offer the words of their right word's group.</param>
/// <param name="Unlimited">Whether it can be used more than once; of dragged words only.</param>
public sealed record GapWord(string Text, int Group = 1, bool Unlimited = false);
