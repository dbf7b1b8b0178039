namespace Lectern.QuestionFiles;

/// <summary>A number to type; the first answer that it lies within counts.</summary>
public sealed record Numerical : QuestionContent
{
    public required IReadOnlyList<NumericalAnswer> Answers { get; init; }
    public UnitHandling Units { get; init; } = UnitHandling.None;

    public override string Kind => "numerical";
    public override string MoodleType => "numerical";
    public override IEnumerable<FormattedText> Texts => [.. Answers.Select(answer => answer.Feedback), Units.Instructions];

    public override Facets Facets =>
        Units.Facets
        | (Answers.Any(answer => !answer.Feedback.IsEmpty) ? Facets.AnswerFeedback : Facets.None)
        | (Answers.Any(answer => answer.IsAny) ? Facets.AnyAnswer : Facets.None)
        | (Answers.Any(answer => answer.Fraction != 1) ? Facets.PartialGrades : Facets.None);
}

/// <summary>A number and how far from it still counts.</summary>
/// <param name="Number">Null for any number (written *).</param>
/// <param name="Tolerance">0 or more, in the number's own unit.</param>
/// <param name="Fraction">What it earns of the points, -1 to 1.</param>
public sealed record NumericalAnswer(Quantity? Number, Quantity Tolerance, decimal Fraction, FormattedText Feedback)
{
    public bool IsAny => Number is null;
}

/// <summary>Units of numbers (Moodle: numerical question type, "Unit handling").</summary>
public sealed record UnitHandling
{
    public static UnitHandling None { get; } = new();

    /// <summary>The first is the one that the answers are in.</summary>
    public IReadOnlyList<Unit> Units { get; init; } = [];
    /// <summary>How it is typed, as Moodle numbers it: 0 may be typed, 1 chosen by radio button, 2 from a list, 3 not used, 4 shown.</summary>
    public int Show { get; init; } = 3;
    /// <summary>What a wrong unit takes: 0 nothing, 1 of the response's mark, 2 of the question's points.</summary>
    public int Grading { get; init; }
    /// <summary>The fraction that a wrong unit takes, 0 to 1.</summary>
    public decimal Penalty { get; init; } = 0.1m;
    /// <summary>Whether units stand before numbers ($1.00).</summary>
    public bool OnTheLeft { get; init; }
    public FormattedText Instructions { get; init; } = FormattedText.Empty;

    public Facets Facets => Units.Count == 0 && Instructions.IsEmpty && Grading == 0 && Show == 3 ? Facets.None : Facets.Units;
}

/// <summary>A unit.</summary>
/// <param name="Multiplier">What a number in this unit is multiplied with to compare it: 1000 for mm where answers are in m.</param>
public sealed record Unit(string Name, Quantity Multiplier);
