namespace Lectern.QuestionFiles;

/// <summary>Which of Moodle's three calculated kinds it is.</summary>
public enum CalculatedKind { Number, SimpleNumber, Choices }

/// <summary>A question with variables in braces, whose values each attempt draws from a table (Moodle: calculated, calculatedsimple, calculatedmulti).</summary>
public sealed record Calculated : QuestionContent
{
    public required CalculatedKind Of { get; init; }
    public required IReadOnlyList<Formula> Answers { get; init; }
    public IReadOnlyList<Variable> Variables { get; init; } = [];
    /// <summary>Whether questions of one category share their drawn values: 0 no, 1 yes, 2 yes and say so.</summary>
    public int Synchronize { get; init; }
    public bool OnlyOne { get; init; } = true;
    public bool Shuffle { get; init; }
    public string Numbering { get; init; } = Choices.UsualNumbering;
    public UnitHandling Units { get; init; } = UnitHandling.None;
    public CombinedFeedback Feedback { get; init; } = CombinedFeedback.None;

    public override string Kind => Of switch { CalculatedKind.Number => "calculated", CalculatedKind.SimpleNumber => "calculated-simple", _ => "calculated-choices" };
    public override string MoodleType => Of switch { CalculatedKind.Number => "calculated", CalculatedKind.SimpleNumber => "calculatedsimple", _ => "calculatedmulti" };
    public override IEnumerable<FormattedText> Texts => [.. Answers.SelectMany(answer => (FormattedText[])[answer.Text, answer.Feedback]), .. Feedback.Texts, Units.Instructions];

    public override Facets Facets => Feedback.Facets | Units.Facets;
}

/// <summary>An answer with variables: a formula, or the text of a choice with formulas in it.</summary>
/// <param name="Tolerance">By <paramref name="ToleranceKind"/>: 1 relative, 2 nominal, 3 geometric.</param>
/// <param name="Digits">How many are shown of the right answer.</param>
/// <param name="DigitsKind">1 decimals, 2 significant figures.</param>
public sealed record Formula(FormattedText Text, decimal Fraction, FormattedText Feedback, Quantity Tolerance, int ToleranceKind = 1, int Digits = 2, int DigitsKind = 1);

/// <summary>A variable and its table of values.</summary>
/// <param name="Shared">Whether the questions of its category share it.</param>
/// <param name="Distribution">uniform or loguniform.</param>
/// <param name="Decimals">Of the values that are made.</param>
/// <param name="Values">By their numbers from 1.</param>
public sealed record Variable(string Name, bool Shared, string Distribution, Quantity Least, Quantity Most, int Decimals, IReadOnlyList<Quantity> Values);
