namespace Lectern.Progress.Following.Insights;

internal static class Medians
{
    /// <summary>The middle one in order, of an even number half of the two in the middle; null of none.</summary>
    internal static long? Median(this IEnumerable<long> numbers)
    {
        var sorted = numbers.Order().ToList();
        return sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
