using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.Numbers;

/// <summary>Numbers and their units on their way into files and out of them (Moodle: numerical question type, "Unit handling").</summary>
internal static class PortedNumbers
{
    private const int TypedUnit = 0;
    private const int ChosenUnit = 2;
    private const int NoUnit = 3;
    private const int ShownUnit = 4;
    private const int OfThePoints = 2;

    internal static Number? Of(Quantity quantity) => Number.Of(quantity.Written);
    internal static Quantity Of(Number? number) => number is null ? Quantity.Zero : Quantity.Parse(number.Text) ?? Quantity.Zero;

    internal static NumberRules TakeIn(UnitHandling handling, IncomingTexts texts)
    {
        if (handling.OnTheLeft) texts.Lose("unit-left", "That units stand before numbers is lost.");
        if (!handling.Instructions.IsEmpty) texts.Lose("unit-instructions", "The instructions on units are lost.");
        if (handling.Units.Count == 0) return new();
        // There a number is divided by its unit's multiplier; here a unit says how many of the first it is.
        var units = handling.Units.Select((unit, at) => new Unit(unit.Name, at == 0 || unit.Multiplier.Value == 0 ? null : Number.Of(1 / unit.Multiplier.Value))).ToList();
        var ask = handling.Show switch { TypedUnit when handling.Grading > 0 => UnitAsked.Write, 1 or ChosenUnit => UnitAsked.Choose, _ => UnitAsked.Beside };
        // Beside a number a unit is not asked for; what it would take stays for the day that it is.
        return new(ask, units, ask != UnitAsked.Beside && handling.Grading == 0 ? 0 : Grades.Trimmed(handling.Penalty * 100));
    }

    internal static UnitHandling GiveOut(NumberRules? rules, OutgoingTexts texts)
    {
        if (rules is null) return UnitHandling.None;
        if (rules.Precision != Precision.Any) texts.Lose("digits", "What is asked of the digits is lost.");
        if (rules.Known.Any(unit => unit.Also is { Count: > 0 })) texts.Lose("unit-also", "Other ways to write units are lost.");
        if (rules.Known.Count == 0) return UnitHandling.None;
        return new()
        {
            Units = [.. rules.Known.Select(unit => new Portable.Unit(unit.Name, unit.Factor is { Value: > 0 } factor ? Of(Number.Of(1 / factor.Value)) : Quantity.Of(1)))],
            Show = rules.Ask switch { UnitAsked.Write => TypedUnit, UnitAsked.Choose => ChosenUnit, _ => rules.Known.Count == 1 ? ShownUnit : TypedUnit },
            Grading = rules.Ask == UnitAsked.Beside ? 0 : OfThePoints,
            Penalty = rules.UnitPenalty / 100,
        };
    }

    /// <summary>A number and how far from it still counts, in its own unit.</summary>
    internal static (Quantity Middle, Quantity HalfWidth) Width(NumericAnswer answer, OutgoingTexts texts)
    {
        var value = Of(answer.Value);
        switch (answer.How)
        {
            case Tolerance.Absolute:
                return (value, Of(answer.By));
            case Tolerance.Range:
                texts.Lose("range", "A range becomes its middle and how far the ends are from it.");
                return Quantity.Between(value, Of(answer.By));
            case Tolerance.Relative:
                texts.Lose("relative-tolerance", "A tolerance in percent becomes one in the number's own unit.");
                return (value, Of(Number.Of(Math.Abs(value.Value * (answer.By?.Value ?? 0) / 100))));
            default:
                return (value, Quantity.Zero);
        }
    }
}
