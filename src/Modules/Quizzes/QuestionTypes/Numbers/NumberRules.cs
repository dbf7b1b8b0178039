using System.Text.Json.Serialization;
using Lectern.Quizzes.QuestionTypes.Rows;

namespace Lectern.Quizzes.QuestionTypes.Numbers;

/// <summary>How the unit is asked for.</summary>
[JsonConverter(typeof(AsWord<UnitAsked>))]
public enum UnitAsked
{
    /// <summary>The first unit stands beside the field, if there is one.</summary>
    Beside,
    /// <summary>It is chosen from the units.</summary>
    Choose,
    /// <summary>It is typed after the number.</summary>
    Write,
}

/// <summary>What is asked of the digits.</summary>
[JsonConverter(typeof(AsWord<Precision>))]
public enum Precision { Any, Figures, Decimals }

/// <summary>A unit in which a number can be said.</summary>
/// <param name="Factor">How many of the first unit one of it is: 1000 for kilograms when the first is grams.</param>
/// <param name="Also">Other ways to write it.</param>
public sealed record Unit(string Name, Number? Factor = null, IReadOnlyList<string>? Also = null)
{
    public const int Most = 12;
    public const int LongestName = 30;

    public bool Is(string said) => Same(Name, said) || (Also ?? []).Any(other => Same(other, said));

    // Case matters: mW is not MW. Blanks don't, nor which of two signs for micro or ohm was typed.
    private static bool Same(string one, string other) => Bare(one) == Bare(other);
    private static string Bare(string name) => PlainText.Comparable(name, exact: true).Replace(" ", "", StringComparison.Ordinal);
}

/// <summary>What is asked of a number besides being right: its unit and its digits.</summary>
/// <param name="UnitPenalty">Percent of the points that a missing or unknown unit takes away.</param>
/// <param name="Digits">How many significant figures or decimals.</param>
/// <param name="PrecisionPenalty">Percent of the points that another number of digits takes away.</param>
public sealed record NumberRules(UnitAsked Ask = UnitAsked.Beside, IReadOnlyList<Unit>? Units = null, decimal UnitPenalty = 100, Precision Precision = Precision.Any, int Digits = 3, decimal PrecisionPenalty = 100)
{
    public const int LongestResponse = 100;
    public const int MostDigits = 12;

    [JsonIgnore] public IReadOnlyList<Unit> Known => Units ?? [];
    /// <summary>In which the right answers are; "" when there is none.</summary>
    [JsonIgnore] public string FirstUnit => Known.Count > 0 ? Known[0].Name : "";

    /// <summary>What a response earns: by the reading and the answer that earn it most.</summary>
    /// <param name="said">A number, mostly with a unit after it.</param>
    public Judgement Judge(string said, IReadOnlyList<NumericAnswer> answers)
    {
        var (readings, rest) = Number.Readings(said);
        if (readings.Count == 0) return Judgement.NoNumber;
        var unit = rest.Length == 0 ? null : Known.FirstOrDefault(unit => unit.Is(rest));
        var unitIsWrong = rest.Length == 0 ? Ask != UnitAsked.Beside && Known.Count > 0 : unit is null;
        return readings
            .SelectMany(number => answers.DefaultIfEmpty(), (number, answer) => Of(number, answer, number.Value * (unit?.Factor?.Value ?? 1), unitIsWrong))
            .MaxBy(judgement => (judgement.Fraction, judgement.Answer is not null))!;   // an answer that earns nothing still has its feedback
    }

    private Judgement Of(Number number, NumericAnswer? answer, double inFirstUnit, bool unitIsWrong)
    {
        if (answer?.Accepts(inFirstUnit) != true) return Judgement.NotRight;
        var digitsAreWrong = Precision switch
        {
            Precision.Figures => Digits < number.SignificantFigures.Fewest || Digits > number.SignificantFigures.Most,
            Precision.Decimals => number.Decimals != Digits,
            _ => false,
        };
        var percent = answer.Percent - (unitIsWrong ? UnitPenalty : 0) - (digitsAreWrong ? PrecisionPenalty : 0);
        return new(answer, true, unitIsWrong, digitsAreWrong, Math.Max(0, percent / 100));
    }

    /// <summary>A number and its unit as the answer part's fields show them: a response that ends in one of the units is the one before the other.</summary>
    public (string Number, string Unit) Split(string response) =>
        Known.Where(unit => response.EndsWith(" " + unit.Name, StringComparison.Ordinal)).OrderByDescending(unit => unit.Name.Length).FirstOrDefault() is { } unit
            ? (response[..^(unit.Name.Length + 1)], unit.Name) : (response, "");

    internal Outcome<NumberRules> Tidy()
    {
        List<Unit> units = [];
        foreach (var unit in Known)
        {
            if (unit is null || PlainText.Line(unit.Name) is not { Length: > 0 } name) continue;
            var also = (unit.Also ?? []).Select(PlainText.Line).Where(other => other.Length > 0).Distinct().ToList();
            if (name.Length > Unit.LongestName || also.Count > Unit.Most || also.Exists(other => other.Length > Unit.LongestName)) return new Refusal("unit-too-long", "A unit has at most {0} characters.", "units", Unit.LongestName);
            if (Number.Readings(name).Readings.Count > 0) return new Refusal("unit-is-number", "A unit can't begin with a digit.", "units");
            var factor = units.Count == 0 ? null : unit.Factor;
            if (units.Count > 0 && factor is not { IsNumber: true, Value: > 0 }) return new Refusal("factor-missing", "Write how many {0} one {1} is, as a number above 0.", "units", units[0].Name, name);
            if (units.Exists(other => other.Is(name) || also.Exists(other.Is))) return new Refusal("units-alike", "Two units are the same. Change one of them.", "units");
            units.Add(new Unit(name, factor, also.Count == 0 ? null : also));
        }

        if (units.Count > Unit.Most) return new Refusal("too-many-units", "There are at most {0} units.", "units", Unit.Most);
        if (!FormRows.IsPercent(UnitPenalty)) return new Refusal("percent-out-of-range", "Enter a share of the points from 0 to 100 percent.", "unit-penalty");
        if (!FormRows.IsPercent(PrecisionPenalty)) return new Refusal("percent-out-of-range", "Enter a share of the points from 0 to 100 percent.", "precision-penalty");
        if (Precision != Precision.Any && (Digits < 0 || Digits > MostDigits || (Precision == Precision.Figures && Digits == 0))) return new Refusal("digits-out-of-range", "Enter how many digits, from 1 to {0}; decimals from 0.", "digits", MostDigits);
        return this with { Units = units, Digits = Precision == Precision.Any ? 3 : Digits };
    }

    /// <summary>What the fields of <see cref="NumberRulesFields"/> say.</summary>
    internal static NumberRules Read(IFormCollection form) => new(
        FormRows.Word(form["unit-ask"], UnitAsked.Beside),
        [.. FormRows.Of(form["unit-name"], Unit.Most * 2).Select(row => (Row: row, Names: form["unit-name"].At(row).Split(',')))
            .Select(unit => new Unit(unit.Names[0], Number.Of(form["unit-factor"].At(unit.Row)), [.. unit.Names.Skip(1)]))],
        FormRows.Percent(form["unit-penalty"]),
        FormRows.Word(form["precision"], Precision.Any),
        Number.Of(form["digits"]) is { IsNumber: true, Value: >= 0 and <= 100 } digits ? (int)digits.Value : -1,
        FormRows.Percent(form["precision-penalty"]));

    /// <summary>A response as the fields of <see cref="NumberAnswerPart"/> say it.</summary>
    internal static string? ReadResponse(IFormCollection form, string field) =>
        form[field].ToString() is var number && string.IsNullOrWhiteSpace(number) ? null : $"{number} {form[field + ".unit"]}";

    internal static string? TidyResponse(string response)
    {
        var line = PlainText.Line(response);
        return line.Length == 0 ? null : line.Length > LongestResponse ? PlainText.Line(line[..LongestResponse]) : line;
    }

    /// <summary>What programs are told: which units there are to choose from, and what is asked of the digits.</summary>
    internal object Shown() => new
    {
        longest = LongestResponse,
        ask = Ask,
        units = Ask switch { UnitAsked.Choose => Known.Select(unit => unit.Name), UnitAsked.Beside => Known.Take(1).Select(unit => unit.Name), _ => [] },
        precision = Precision,
        digits = Precision == Precision.Any ? (int?)null : Digits,
    };
}

/// <summary>How a number was judged.</summary>
/// <param name="Answer">The one that it was accepted by; null when by none.</param>
public sealed record Judgement(NumericAnswer? Answer, bool IsNumber, bool UnitIsWrong, bool DigitsAreWrong, decimal Fraction)
{
    public static Judgement NoNumber { get; } = new(null, false, false, false, 0);
    public static Judgement NotRight { get; } = new(null, true, false, false, 0);

    /// <summary>In words, one line each.</summary>
    internal IReadOnlyList<string> Explain(NumberRules rules, Texts texts)
    {
        if (!IsNumber) return [texts["This can't be read as a number."]];
        if (Answer is null) return [texts["The number is not one of those that are accepted."]];
        List<string> lines = [Answer.Percent == 100 ? texts["The number is right."] : texts["The number earns {0} percent of the points.", FormRows.Written(Answer.Percent)]];
        if (UnitIsWrong) lines.Add(texts["The unit is missing or not known: {0} percent less.", FormRows.Written(rules.UnitPenalty)]);
        if (DigitsAreWrong) lines.Add(rules.Precision == Precision.Figures
            ? texts["{0} significant figures were asked for: {1} percent less.", rules.Digits, FormRows.Written(rules.PrecisionPenalty)]
            : texts["{0} decimals were asked for: {1} percent less.", rules.Digits, FormRows.Written(rules.PrecisionPenalty)]);
        return lines;
    }
}
