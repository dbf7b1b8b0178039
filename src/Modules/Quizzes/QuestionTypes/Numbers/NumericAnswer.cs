using System.Text.Json.Serialization;
using Lectern.Quizzes.QuestionTypes.Rows;

namespace Lectern.Quizzes.QuestionTypes.Numbers;

/// <summary>How far from a number what is said may be.</summary>
[JsonConverter(typeof(AsWord<Tolerance>))]
public enum Tolerance
{
    Exact,
    /// <summary>So much more or less.</summary>
    Absolute,
    /// <summary>So many percent of the number more or less.</summary>
    Relative,
    /// <summary>From the number to another one, both included.</summary>
    Range,
}

/// <summary>A number that is accepted.</summary>
/// <param name="Value">In the first unit; of a range the lower end. Null only while it is written.</param>
/// <param name="By">How far from it, by <paramref name="How"/>; of a range the upper end.</param>
/// <param name="Percent">Of the points, 0 to 100.</param>
/// <param name="Feedback">Sanitised HTML.</param>
public sealed record NumericAnswer(Number? Value, Tolerance How = Tolerance.Exact, Number? By = null, decimal Percent = 100, string Feedback = "")
{
    /// <summary>Both ends belong to it. A trillionth of the number is let go: 1.1 − 1 is a little more than 0.1 in the computer's binary fractions.</summary>
    public bool Accepts(double said)
    {
        if (Value is not { IsNumber: true } value) return false;
        var by = Math.Abs(By?.Value ?? 0);
        var (low, high) = How switch
        {
            Tolerance.Absolute => (value.Value - by, value.Value + by),
            Tolerance.Relative => (value.Value - (Math.Abs(value.Value) * by / 100), value.Value + (Math.Abs(value.Value) * by / 100)),
            Tolerance.Range => (Math.Min(value.Value, By?.Value ?? value.Value), Math.Max(value.Value, By?.Value ?? value.Value)),
            _ => (value.Value, value.Value),
        };
        var slack = 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high));
        return said >= low - slack && said <= high + slack;
    }

    /// <summary>In words: "12.5, give or take 0.5".</summary>
    public string InWords(Texts texts, string unit)
    {
        string With(string number) => unit.Length == 0 ? number : $"{number} {unit}";
        return (Value, By, How) switch
        {
            (null, _, _) => "",
            ({ } value, { } by, Tolerance.Absolute) => texts["{0}, give or take {1}", With(value.Text), by.Text],
            ({ } value, { } by, Tolerance.Relative) => texts["{0}, give or take {1} percent", With(value.Text), by.Text],
            ({ } value, { } by, Tolerance.Range) => texts["from {0} to {1}", value.Text, With(by.Text)],
            ({ } value, _, _) => With(value.Text),
        };
    }

    /// <summary>Checks what was written; null for a row in which nothing is.</summary>
    internal Outcome<NumericAnswer?> Tidy(string field)
    {
        if (Value is null) return default(NumericAnswer);
        if (!Value.IsNumber) return new Refusal("number-unreadable", "“{0}” is not a number.", field, Value.Text);
        var by = How == Tolerance.Exact ? null : By;
        if (by is { IsNumber: false }) return new Refusal("number-unreadable", "“{0}” is not a number.", field, by.Text);
        if (How == Tolerance.Range && by is null) return new Refusal("range-end-missing", "Write where the range ends.", field);
        if (How == Tolerance.Range && by!.Value < Value.Value) return new Refusal("range-backwards", "The range from {0} to {1} ends before it begins.", field, Value.Text, by.Text);
        if (by is { Value: < 0 } && How != Tolerance.Range) return new Refusal("tolerance-negative", "A tolerance can't be less than 0.", field);
        if (!FormRows.IsPercent(Percent)) return new Refusal("percent-out-of-range", "Enter a share of the points from 0 to 100 percent.", field);
        var feedback = WrittenFeedback.Read(Feedback, field);
        if (feedback.Refusal is { } refusal) return refusal;
        return this with { How = by is null ? Tolerance.Exact : How, By = by, Feedback = feedback.Value };
    }
}
