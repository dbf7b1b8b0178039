namespace Lectern.QuestionFiles;

/// <summary>A text with answers inside it (Moodle: embedded answers, cloze, multianswer). In the question's text <c>{#1}</c> stands where the first part is.</summary>
public sealed record EmbeddedAnswers(IReadOnlyList<ClozePart> Parts) : QuestionContent
{
    public override string Kind => "cloze";
    public override string MoodleType => "cloze";
    // The points are those of the parts.
    public override decimal UsualPoints => Parts.Sum(part => part.Points);
    public override IEnumerable<FormattedText> Texts => Parts.SelectMany(part => part.Answers).SelectMany(answer => (FormattedText[])[answer.Text, answer.Feedback]);
}

/// <summary>How a part is answered.</summary>
public enum ClozeKind { ShortAnswer, CaseSensitiveShortAnswer, Numerical, Choice, Choices }

/// <summary>Where choices stand.</summary>
public enum ClozeLayout { Dropdown, Vertical, Horizontal }

/// <summary>One of the answers inside a text.</summary>
/// <param name="Points">A whole number of at least 0: the part's weight in the question.</param>
/// <param name="Layout">Of choices only.</param>
/// <param name="Shuffle">Of choices only.</param>
public sealed record ClozePart(ClozeKind Kind, int Points, IReadOnlyList<ClozeAnswer> Answers, ClozeLayout Layout = ClozeLayout.Dropdown, bool Shuffle = false);

/// <summary>An answer of a part.</summary>
/// <param name="Text">Of numbers: as written (<c>*</c> for any).</param>
/// <param name="Fraction">-1 to 1; of several choices the positive ones add up to 1.</param>
/// <param name="Tolerance">Of numbers only.</param>
public sealed record ClozeAnswer(FormattedText Text, decimal Fraction, FormattedText Feedback, Quantity? Tolerance = null);
