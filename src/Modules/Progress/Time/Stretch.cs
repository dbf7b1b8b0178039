using System.Globalization;

namespace Lectern.Progress.Time;

/// <summary>A stretch of time, from (with) to (without), by the server's clock; never empty.</summary>
internal readonly record struct Stretch(DateTimeOffset From, DateTimeOffset To)
{
    internal TimeSpan Length => To - From;
}

/// <summary>What can be done with stretches of time. Pure; every list that is returned is in order and without overlaps.</summary>
internal static class Stretches
{
    /// <summary>How many stretches one report may hold.</summary>
    internal const int Most = 400;

    /// <summary>The time that at least one of them covers; those that touch are joined.</summary>
    internal static IReadOnlyList<Stretch> Union(IEnumerable<Stretch> stretches)
    {
        var joined = new List<Stretch>();
        foreach (var stretch in stretches.Where(s => s.To > s.From).OrderBy(s => s.From))
        {
            if (joined.Count > 0 && stretch.From <= joined[^1].To) joined[^1] = new(joined[^1].From, stretch.To > joined[^1].To ? stretch.To : joined[^1].To);
            else joined.Add(stretch);
        }

        return joined;
    }

    /// <summary>The part of the time of the one that none of the others covers.</summary>
    internal static IReadOnlyList<Stretch> Without(IEnumerable<Stretch> stretches, IEnumerable<Stretch> others)
    {
        var (taken, left) = (Union(others), new List<Stretch>());
        foreach (var stretch in Union(stretches))
        {
            var from = stretch.From;
            foreach (var other in taken.Where(t => t.To > stretch.From && t.From < stretch.To))
            {
                if (other.From > from) left.Add(new(from, other.From));
                from = other.To;
            }

            if (from < stretch.To) left.Add(new(from, stretch.To));
        }

        return left;
    }

    /// <summary>The same time, cut at an instant, so that each stretch lies before or after it.</summary>
    internal static IEnumerable<Stretch> CutAt(this IEnumerable<Stretch> stretches, DateTimeOffset at) =>
        stretches.SelectMany(s => s.From < at && at < s.To ? (Stretch[])[new(s.From, at), new(at, s.To)] : [s]);

    /// <summary>
    /// Reads <c>0-12500;30000-45000</c>, in milliseconds since the sitting began; null when it is not that. What lies after
    /// <paramref name="now"/> is left out: nobody has spent time that hasn't passed.
    /// </summary>
    internal static IReadOnlyList<Stretch>? Read(string text, DateTimeOffset since, DateTimeOffset now)
    {
        var read = new List<Stretch>();
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('-') is not [var first, var last] || read.Count == Most || !Milliseconds(first, out var from) || !Milliseconds(last, out var to)) return null;
            var end = since.AddMilliseconds(to);
            read.Add(new(since.AddMilliseconds(from), end < now ? end : now));
        }

        return Union(read);
    }

    private static bool Milliseconds(string text, out int milliseconds) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out milliseconds) && milliseconds <= Sitting.Longest.TotalMilliseconds;
}
