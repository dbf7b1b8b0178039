using System.Text.Json.Serialization;
using Lectern.Quizzes.QuestionTypes.Numbers;
using Lectern.Quizzes.QuestionTypes.Rows;

namespace Lectern.Quizzes.QuestionTypes.Calculated;

/// <summary>A formula whose value is accepted.</summary>
/// <param name="How">Around the value: never <see cref="Tolerance.Range"/>.</param>
/// <param name="Percent">Of the points, 0 to 100.</param>
/// <param name="Feedback">Sanitised HTML.</param>
public sealed record FormulaAnswer(string Formula, Tolerance How = Tolerance.Exact, Number? By = null, decimal Percent = 100, string Feedback = "");

/// <param name="Values">What an attempt's seed chose for the variables; null in what authors write.</param>
public sealed record CalculatedData(IReadOnlyList<Variable> Variables, IReadOnlyList<FormulaAnswer> Answers, NumberRules? Rules = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, Number>? Values = null)
{
    public const int MostAnswers = 10;
    private const int Tries = 50;
    private const int ShownFigures = 6;

    /// <summary>The values that a seed chooses: the first of some sets with which the right formulas have a result. The same seed chooses the same for ever.</summary>
    public CalculatedData Varied(int seed)
    {
        CalculatedData varied = this;
        for (var tried = 0; tried < Tries; tried++)
        {
            var set = tried;
            varied = this with { Values = Variables.ToDictionary(variable => variable.Name, variable => variable.Value(Shuffling.Seed(seed, $"{set}/{variable.Name}"))) };
            if (varied.HasResults) return varied;
        }

        return varied;
    }

    /// <summary>Whether every formula that earns all points has a result with these values.</summary>
    [JsonIgnore] public bool HasResults => Answers.Where(answer => answer.Percent == 100).All(answer => double.IsFinite(Compute(answer.Formula)));

    /// <summary>The answers as numbers; those without a result are left out.</summary>
    public IReadOnlyList<NumericAnswer> Numbers() =>
        [.. Answers.Select(answer => new NumericAnswer(Number.Of(Compute(answer.Formula)), answer.How, answer.By, answer.Percent, answer.Feedback)).Where(answer => answer.Value!.IsNumber)];

    /// <summary>An answer's number as it is shown: with the digits that are asked for, else with six significant figures.</summary>
    public Number AsShown(Number result) => Rules switch
    {
        { Precision: Precision.Decimals, Digits: var decimals } => Number.Of(result.Value.ToString($"F{decimals}", System.Globalization.CultureInfo.InvariantCulture))!,
        { Precision: Precision.Figures, Digits: var figures } => Figures(result, figures, keepZeros: true),
        _ => Figures(result, ShownFigures, keepZeros: false),
    };

    /// <summary>A formula with the values of this attempt; not a number when it can't be computed.</summary>
    public double Compute(string formula) => Values is { } values && Formula.Read(formula, "formulas") is { Refusal: null } read
        ? read.Value.Value(name => values.TryGetValue(name, out var value) ? value.Value : double.NaN) : double.NaN;

    // 1234.5 with three figures is 1230; what is shown must also be accepted as having three, so it is written out unless it is far from 1.
    private static Number Figures(Number result, int figures, bool keepZeros)
    {
        var value = result.Value;
        if (value == 0) return Number.Of("0")!;
        var magnitude = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        if (magnitude is < -5 or > 14) return Number.Of(value.ToString("0." + new string(keepZeros ? '0' : '#', figures - 1) + "e+0", System.Globalization.CultureInfo.InvariantCulture))!;
        var decimals = figures - 1 - magnitude;
        if (decimals < 0) return Number.Of((Math.Round(value / Math.Pow(10, -decimals)) * Math.Pow(10, -decimals)).ToString("F0", System.Globalization.CultureInfo.InvariantCulture))!;
        return Number.Of(value.ToString(keepZeros ? $"F{decimals}" : "0." + new string('#', decimals), System.Globalization.CultureInfo.InvariantCulture))!;
    }

    internal Outcome<CalculatedData> Tidy()
    {
        List<Variable> variables = [];
        foreach (var written in Variables ?? [])
        {
            if (written is null) continue;
            var list = (written.List ?? []).Where(value => value is not null).ToList();
            var variable = written with { Name = PlainText.Line(written.Name), List = list.Count == 0 ? null : list };
            if (variable.Name.Length == 0 && variable is { From: null, To: null, Step: null, List: null }) continue;
            if (variable.Wrong() is { } wrong) return wrong;
            if (variables.Exists(other => other.Name == variable.Name)) return new Refusal("variables-alike", "Two variables are called {0}. Change one of them.", "variables", variable.Name);
            variables.Add(variable);
        }

        if (variables.Count > Variable.Most) return new Refusal("too-many-variables", "There are at most {0} variables.", "variables", Variable.Most);
        List<FormulaAnswer> answers = [];
        foreach (var written in Answers ?? [])
        {
            if (written is null || PlainText.Line(written.Formula) is not { Length: > 0 } text) continue;
            var formula = Formula.Read(text, "formulas");
            if (formula.Refusal is { } unreadable) return unreadable;
            if (formula.Value.Names.FirstOrDefault(name => !variables.Exists(variable => variable.Name == name)) is { } unknown) return new Refusal("variable-unknown", "The formula uses {0}, which is not among the variables.", "formulas", unknown);
            // The number itself is known only in an attempt; everything else is checked as for a number that is written.
            var asNumber = new NumericAnswer(Number.Of(0), written.How == Tolerance.Range ? Tolerance.Exact : written.How, written.By, written.Percent, written.Feedback).Tidy("formulas");
            if (asNumber.Refusal is { } refusal) return refusal;
            var tidy = asNumber.Value!;
            answers.Add(new(text, tidy.How, tidy.By, tidy.Percent, tidy.Feedback));
        }

        if (answers.Count > MostAnswers) return new Refusal("too-many-formulas", "There are at most {0} formulas.", "formulas", MostAnswers);
        var rules = (Rules ?? new()).Tidy();
        return rules.Refusal is { } broken ? broken : new CalculatedData(variables, answers, rules.Value);
    }

    /// <summary>What the edit part's rows say.</summary>
    internal static CalculatedData Read(IFormCollection form) => new(
        [.. FormRows.Of(form["variable-name"], Variable.Most * 2).Select(row => new Variable(
            form["variable-name"].At(row).Trim('{', '}', ' '),
            Number.Of(form["variable-from"].At(row)),
            Number.Of(form["variable-to"].At(row)),
            Number.Of(form["variable-step"].At(row)),
            ListOf(form["variable-list"].At(row))))],
        [.. FormRows.Of(form["formula"], MostAnswers * 2).Select(row => new FormulaAnswer(
            form["formula"].At(row),
            FormRows.Word(form["formula-how"].At(row), Tolerance.Exact),
            Number.Of(form["formula-by"].At(row)),
            FormRows.Percent(form["formula-percent"].At(row)),
            form["formula-feedback"].At(row)))],
        NumberRules.Read(form));

    // Set apart by blanks or semicolons: a comma may begin the decimals of a number.
    private static List<Number> ListOf(string text) => [.. text.Split([' ', ';', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(Number.Of).OfType<Number>()];
}
