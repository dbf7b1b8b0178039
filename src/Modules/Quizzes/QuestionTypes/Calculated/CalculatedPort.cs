using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes.Numbers;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.Calculated;

/// <summary>Numbers that formulas give (Moodle: calculated and calculatedsimple). There each attempt takes one row of a table, here each variable is chosen by itself.</summary>
internal sealed class CalculatedPort() : QuestionPort<CalculatedData, Portable.Calculated>("calculated")
{
    private const int Rows = 50;
    private const int RelativeTolerance = 1;
    private const int NominalTolerance = 2;
    private const int GeometricTolerance = 3;

    public override Facets Keeps => Facets.Units;

    protected override TakenIn? TakeIn(Portable.Calculated content, PortableQuestion question, IncomingTexts texts)
    {
        if (content.Of == CalculatedKind.Choices) return null;
        if (content.Variables.Count > 1) texts.Note("variable-rows", "Each variable is chosen by itself here, not together with the others.");
        if (content.Answers.Any(answer => answer.ToleranceKind == GeometricTolerance)) texts.Lose("geometric-tolerance", "A geometric tolerance becomes one in percent.");
        if (content.Variables.Any(variable => variable.Values.Count > Variable.LongestList)) texts.Lose("variable-values", "Of a variable's values only the first {0} are taken.", $"{Variable.LongestList}");
        return new(new CalculatedData(
            [.. content.Variables.Select(variable => variable.Values.Count > 0
                ? new Variable(variable.Name, List: [.. variable.Values.Take(Variable.LongestList).Select(value => PortedNumbers.Of(value)!)])
                : new Variable(variable.Name, PortedNumbers.Of(variable.Least), PortedNumbers.Of(variable.Most), Number.Of(Math.Pow(10, -variable.Decimals))))],
            [.. content.Answers.Select(answer => new FormulaAnswer(
                answer.Text.Text.TrimStart('=').Trim(),
                answer.Tolerance.Value == 0 ? Tolerance.Exact : answer.ToleranceKind == NominalTolerance ? Tolerance.Absolute : Tolerance.Relative,
                answer.Tolerance.Value == 0 ? null : answer.ToleranceKind == NominalTolerance ? PortedNumbers.Of(answer.Tolerance) : Number.Of(Math.Round(answer.Tolerance.Value * 100, 10)),
                Percent(answer.Fraction, texts),
                texts.Prose(answer.Feedback)))],
            PortedNumbers.TakeIn(content.Units, texts)));
    }

    protected override GivenOut? GiveOut(CalculatedData data, OutgoingTexts texts)
    {
        if (data.Variables.Any(variable => variable.List is not { Count: > 0 })) texts.Lose("variable-range", "A variable's range becomes a table of {0} values.", $"{Rows}");
        return new Portable.Calculated
        {
            Of = CalculatedKind.SimpleNumber,
            Variables = [.. data.Variables.Select(GiveOut)],
            Units = PortedNumbers.GiveOut(data.Rules, texts),
            // Files take the first that fits, here the best does.
            Answers = [.. data.Answers.OrderByDescending(answer => answer.Percent).Select(answer => new Portable.Formula(
                new FormattedText(answer.Formula, TextFormat.Plain), answer.Percent / 100, texts.Prose(answer.Feedback),
                answer.How == Tolerance.Relative ? PortedNumbers.Of(Number.Of((answer.By?.Value ?? 0) / 100)) : PortedNumbers.Of(answer.By),
                answer.How == Tolerance.Relative ? RelativeTolerance : NominalTolerance))],
        };
    }

    private static Portable.Variable GiveOut(Variable variable)
    {
        var values = variable.List is { Count: > 0 } list ? list : [.. Enumerable.Range(0, Rows).Select(row => variable.Value(Shuffling.Seed(row, variable.Name)))];
        return new(variable.Name, false, "uniform", PortedNumbers.Of(values.MinBy(value => value.Value)), PortedNumbers.Of(values.MaxBy(value => value.Value)), values.Max(value => value.Decimals), [.. values.Select(value => PortedNumbers.Of(value))]);
    }
}
