namespace Lectern.Quizzes.Integrity;

/// <summary>Attempts that were much quicker than usual and all the same no worse: a rule of thumb, without a claim to be more. Slow ones are none: people take breaks, and whoever has more time may use it.</summary>
public static class Haste
{
    public const int FewestAttempts = 5, Times = 3, Most = 20;

    /// <summary>Less than a third of the median time, and at least the median score; none where there are too few to compare. The quickest first.</summary>
    public static IReadOnlyList<FinalAnswers> Among(IReadOnlyList<FinalAnswers> attempts)
    {
        if (attempts.Count < FewestAttempts) return [];
        var (time, score) = (MedianTime(attempts).Ticks, Median(attempts.Select(a => a.Percent)));
        return [.. attempts.Where(a => a.Taken.Ticks * Times < time && a.Percent >= score && a.Percent > 0).OrderBy(a => a.Taken).Take(Most)];
    }

    /// <summary>Of at least one attempt.</summary>
    public static TimeSpan MedianTime(IReadOnlyList<FinalAnswers> attempts) => TimeSpan.FromTicks((long)Median(attempts.Select(a => (decimal)a.Taken.Ticks)));

    private static decimal Median(IEnumerable<decimal> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
