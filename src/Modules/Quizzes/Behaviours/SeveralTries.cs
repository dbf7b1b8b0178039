namespace Lectern.Quizzes.Behaviours;

/// <summary>
/// A wrong try shows the next hint and costs a share of the points; there is one try more than there are hints (interactive
/// with multiple tries, docs.moodle.org/en/Question_behaviours). What counts is the last try.
/// </summary>
internal sealed class SeveralTries : IBehaviour
{
    public string Name => "several-tries";
    public string Label => "Several tries with hints";
    public string Rule => "A question that is not right yet shows its next hint and can be tried again. There is one try more than hints, and each try that was not right costs the question's penalty.";
    public bool Checks => true;

    public decimal? CostOf(QuizQuestion question) => question.Hints.Count == 0 ? null : question.Penalty;

    public Standing Stand(QuizQuestion question, IReadOnlyList<Try> tries)
    {
        var allowed = question.Hints.Count + 1;
        var used = Math.Min(allowed, tries.TakeWhile(one => !one.IsRight).Count() + 1);   // nothing counts after the right one, or after the last
        used = Math.Min(used, tries.Count);
        var last = tries[used - 1];
        var closed = last.IsRight || used == allowed;
        return new(Penalised(last.Fraction, question.Penalty, used - 1), used, closed, closed ? 0 : allowed - used, Math.Min(last.IsRight ? used - 1 : used, question.Hints.Count));
    }

    public IReadOnlyList<string> Explain(QuizQuestion question, IReadOnlyList<Try> tries, Texts texts)
    {
        var counted = Stand(question, tries).Counted;
        List<string> lines = [.. QuizBehaviours.InWords([.. tries.Take(counted)], texts)];
        if (Loss(question.Penalty, counted - 1, texts) is { } loss) lines.Add(loss);
        return lines;
    }

    /// <summary>What tries before the one that counts took away, in words; null for nothing.</summary>
    internal static string? Loss(decimal penalty, int wrongTries, Texts texts) => penalty == 0 || wrongTries == 0 ? null : texts.Count("{0} tries before it were not right: {1}% of the points less for each", wrongTries, (penalty * 100).ToString("0.##", System.Globalization.CultureInfo.CurrentCulture));

    /// <summary>What is left of a fraction after tries that were not right; never below 0.</summary>
    internal static decimal Penalised(decimal fraction, decimal penalty, int wrongTries) => Math.Max(0, fraction - (penalty * wrongTries));
}
