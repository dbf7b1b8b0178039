namespace Lectern.QuestionFiles;

/// <summary>Choices, of which one or several are to be chosen (Moodle: multichoice, single or not).</summary>
public sealed record Choices : QuestionContent
{
    /// <summary>How Moodle numbers choices where nothing is said.</summary>
    public const string UsualNumbering = "abc";

    /// <summary>Whether one choice is to be chosen; several earn the sum of their fractions.</summary>
    public required bool OnlyOne { get; init; }
    public required IReadOnlyList<Answer> Answers { get; init; }
    public bool Shuffle { get; init; } = true;
    /// <summary>abc, ABCD, 123, iii, IIII or none.</summary>
    public string Numbering { get; init; } = UsualNumbering;
    /// <summary>Whether "Select one:" stands above the choices.</summary>
    public bool ShowInstruction { get; init; } = true;
    /// <summary>Nothing is earned unless the right ones and no others are chosen; no text format says that, QTI does.</summary>
    public bool AllOrNothing { get; init; }
    public CombinedFeedback Feedback { get; init; } = CombinedFeedback.None;

    public override string Kind => OnlyOne ? "multiple-choice" : "multiple-answer";
    public override string MoodleType => "multichoice";
    public override IEnumerable<FormattedText> Texts => [.. Answers.SelectMany(answer => (FormattedText[])[answer.Text, answer.Feedback]), .. Feedback.Texts];

    public override Facets Facets =>
        Feedback.Facets
        | (Shuffle ? Facets.None : Facets.FixedOrder)
        | (Numbering == UsualNumbering ? Facets.None : Facets.Numbering)
        | (AllOrNothing ? Facets.AllOrNothing : Facets.None)
        | (ShowInstruction ? Facets.None : Facets.Instruction)
        | (Answers.Any(answer => !answer.Feedback.IsEmpty) ? Facets.AnswerFeedback : Facets.None)
        | (!OnlyOne || Answers.Any(answer => answer.Fraction is not (0 or 1)) ? Facets.PartialGrades : Facets.None);
}
