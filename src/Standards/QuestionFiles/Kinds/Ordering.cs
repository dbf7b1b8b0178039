namespace Lectern.QuestionFiles;

/// <summary>Items to bring into order (Moodle: ordering). The words of the settings are Moodle's.</summary>
public sealed record Ordering : QuestionContent
{
    /// <summary>In the right order.</summary>
    public required IReadOnlyList<Answer> Items { get; init; }
    public bool Horizontal { get; init; }
    /// <summary>ALL items are shown, or some at RANDOM, or some that follow each other (CONTIGUOUS).</summary>
    public string Select { get; init; } = "RANDOM";
    /// <summary>How many are shown, of 2 or more; where not ALL are.</summary>
    public int SelectCount { get; init; } = 6;
    /// <summary>ALL_OR_NOTHING, ABSOLUTE_POSITION, RELATIVE_NEXT_EXCLUDE_LAST, …</summary>
    public string Grading { get; init; } = "RELATIVE_NEXT_EXCLUDE_LAST";
    public bool ShowGrading { get; init; } = true;
    public string Numbering { get; init; } = "none";
    public CombinedFeedback Feedback { get; init; } = CombinedFeedback.None;

    public override string Kind => "ordering";
    public override string MoodleType => "ordering";
    public override IEnumerable<FormattedText> Texts => [.. Items.SelectMany(item => (FormattedText[])[item.Text, item.Feedback]), .. Feedback.Texts];

    public override Facets Facets =>
        Feedback.Facets
        | (Horizontal || Select != "ALL" || Grading != "RELATIVE_NEXT_EXCLUDE_LAST" || !ShowGrading || Numbering != "none" ? Facets.OrderingSettings : Facets.None)
        | (Items.Any(item => !item.Feedback.IsEmpty) ? Facets.AnswerFeedback : Facets.None);
}
