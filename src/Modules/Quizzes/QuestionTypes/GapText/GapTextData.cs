using System.Globalization;
using System.Text.Json.Serialization;
using Lectern.Quizzes.QuestionTypes.Gaps;
using Lectern.Quizzes.QuestionTypes.Numbers;
using Lectern.Quizzes.QuestionTypes.Rows;
using Lectern.Quizzes.QuestionTypes.ShortAnswer;

namespace Lectern.Quizzes.QuestionTypes.GapText;

/// <summary>How a gap is filled.</summary>
[JsonConverter(typeof(AsWord<GapKind>))]
public enum GapKind { Write, Choose, Number }

/// <summary>An answer to a gap: to choose, or accepted when it is typed.</summary>
/// <param name="Percent">Of the gap's points, 0 to 100.</param>
/// <param name="Feedback">Sanitised HTML.</param>
public sealed record GapAnswer(string Id, string Text, decimal Percent = 100, string Feedback = "");

/// <param name="Answers">None in a gap that isn't written yet.</param>
/// <param name="Tolerance">Of numbers: how far from them.</param>
/// <param name="Weight">How many shares of the points the gap has, 1 to 100.</param>
public sealed record Gap(GapKind Kind, IReadOnlyList<GapAnswer> Answers, Number? Tolerance = null, int Weight = 1)
{
    public const int MostAnswers = 20;
    public const int LongestAnswer = 200;
    public const int MostWeight = 100;

    /// <summary>The answers as an attempt shows them: always shuffled, because authors write the right one first.</summary>
    public IReadOnlyList<GapAnswer> InOrder(string field, int? seed) => Shuffling.Of(Answers, seed ?? 0, answer => $"{field}/{answer.Id}");

    /// <summary>The answer that what was said is taken for; the best of several. Null for none.</summary>
    public GapAnswer? Taken(string said, Wording wording)
    {
        var readings = Kind == GapKind.Number ? Numbers.Number.Readings(said) is { Readings: var numbers, After: "" } ? numbers : [] : [];
        return Answers.Where(answer => Kind switch
        {
            GapKind.Choose => answer.Id == said,
            GapKind.Number => readings.Any(number => new NumericAnswer(Numbers.Number.Of(answer.Text), Numbers.Tolerance.Absolute, Tolerance).Accepts(number.Value)),
            _ => wording.Accepts(answer.Text, said),
        }).MaxBy(answer => answer.Percent);
    }
}

/// <param name="Text">Sanitised HTML; <c>[[1]]</c> stands where the first gap is.</param>
/// <param name="Wording">When typed words are taken for accepted ones.</param>
public sealed record GapTextData(string Text, IReadOnlyList<Gap> Gaps, Wording? Wording = null, bool AllOrNothing = false)
{
    public Gap? Find(int number) => number >= 1 && number <= Gaps.Count ? Gaps[number - 1] : null;
    public Gap? Find(string number) => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var found) && number[0] != '0' ? Find(found) : null;

    /// <summary>The gaps that stand in the text, in its order.</summary>
    public IEnumerable<(string Number, Gap Gap)> InText() =>
        GapMarkup.Numbers(Text).Distinct().Select(number => (Number: number.ToString(CultureInfo.InvariantCulture), Gap: Find(number)!)).Where(placed => placed.Gap is { Answers.Count: > 0 });

    internal Outcome<GapTextData> Tidy()
    {
        var text = WrittenGapText.Read(Text);
        if (text.Refusal is { } tooLong) return tooLong;
        List<Gap> gaps = [];
        foreach (var written in (Gaps ?? []).Take(GapMarkup.Most))
        {
            var gap = Tidy(written ?? new(GapKind.Write, []), gaps.Count + 1);
            if (gap.Refusal is { } refusal) return refusal;
            gaps.Add(gap.Value);
        }

        var numbered = GapMarkup.Numbered(text.Value, word =>
        {
            if (gaps.Count == GapMarkup.Most || word.Length > Gap.LongestAnswer) return null;
            gaps.Add(new Gap(GapKind.Write, [new GapAnswer(ShortId.New(), word)]));
            return gaps.Count;
        });
        // Empty gaps at the end go, unless the text has them; those before stay, or the numbers in the text would mean others.
        var highest = GapMarkup.Numbers(numbered).DefaultIfEmpty(0).Max();
        while (gaps.Count > highest && gaps[^1].Answers.Count == 0) gaps.RemoveAt(gaps.Count - 1);
        return new GapTextData(numbered, gaps, Wording ?? new(), AllOrNothing);
    }

    private static Outcome<Gap> Tidy(Gap gap, int number)
    {
        List<GapAnswer> answers = [];
        foreach (var written in gap.Answers ?? [])
        {
            var text = PlainText.Line(written?.Text);
            if (text.Length == 0) continue;
            if (text.Length > Gap.LongestAnswer) return new Refusal("answer-too-long", "An accepted answer has at most {0} characters.", "gaps", Gap.LongestAnswer);
            if (gap.Kind == GapKind.Number && Number.Of(text) is not { IsNumber: true }) return new Refusal("number-unreadable", "“{0}” is not a number.", "gaps", text);
            if (!FormRows.IsPercent(written!.Percent)) return new Refusal("percent-out-of-range", "Enter a share of the points from 0 to 100 percent.", "gaps");
            var feedback = WrittenFeedback.Read(written.Feedback, "gaps");
            if (feedback.Refusal is { } refusal) return refusal;
            answers.Add(new(ShortId.Own(written.Id, id => answers.Exists(other => other.Id == id)), text, written.Percent, feedback.Value));
        }

        if (answers.Count > Gap.MostAnswers) return new Refusal("too-many-answers", "There are at most {0} accepted answers.", "gaps", Gap.MostAnswers);
        if (gap.Kind == GapKind.Choose && answers.DistinctBy(answer => PlainText.Comparable(answer.Text, exact: true)).Count() < answers.Count) return new Refusal("choices-of-gap-alike", "Two choices of gap {0} are the same.", "gaps", number);
        if (gap.Tolerance is { IsNumber: false }) return new Refusal("number-unreadable", "“{0}” is not a number.", "gaps", gap.Tolerance.Text);
        if (gap.Tolerance is { Value: < 0 }) return new Refusal("tolerance-negative", "A tolerance can't be less than 0.", "gaps");
        if (gap.Weight is < 1 or > Gap.MostWeight) return new Refusal("weight-out-of-range", "Enter a weight from 1 to {0}.", "gaps", Gap.MostWeight);
        return new Gap(gap.Kind, answers, gap.Kind == GapKind.Number ? gap.Tolerance : null, gap.Weight);
    }

    /// <summary>What the edit part's fields say: those of gap 1 are called gap-1-….</summary>
    internal static GapTextData Read(IFormCollection form) => new(
        form["gap-text"].ToString(),
        [.. Enumerable.Range(1, GapMarkup.Most).TakeWhile(number => form.ContainsKey($"gap-{number}-kind")).Select(number => ReadGap(form, $"gap-{number}-"))],
        new Wording(form["match-case"].Contains("true"), form["ignore-accents"].Contains("true"), form["wildcards"].Contains("true")),
        form["all-or-nothing"].Contains("true"));

    private static Gap ReadGap(IFormCollection form, string field)
    {
        var kind = FormRows.Word(form[field + "kind"], GapKind.Write);
        return new(kind,
            [.. FormRows.Of(form[field + "answer"], Gap.MostAnswers * 2).Select(row => new GapAnswer(
                form[field + "id"].At(row),
                form[field + "answer"].At(row),
                FormRows.Percent(form[field + "percent"].At(row), kind == GapKind.Choose && row > 0 ? 0 : 100),
                form[field + "feedback"].At(row)))],
            Number.Of(form[field + "tolerance"]),
            Number.Of(form[field + "weight"]) switch { null => 1, { IsNumber: true, Value: >= 1 and <= Gap.MostWeight } weight => (int)weight.Value, _ => 0 });
    }
}
