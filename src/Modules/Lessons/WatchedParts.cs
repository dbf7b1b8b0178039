using System.Globalization;

namespace Lectern.Lessons;

/// <summary>A stretch of a video, in seconds from its beginning.</summary>
public readonly record struct Part(double From, double To);

/// <summary>Which parts of a video somebody has seen: stretches in order that neither touch nor overlap. Watching a part twice adds nothing.</summary>
public sealed class WatchedParts
{
    // Players tell their position a few times a second; a smaller hole was watched.
    private const double Hole = 1.0;

    /// <summary>Stretches that are kept, and that one report may hold.</summary>
    internal const int Most = 400;

    private readonly List<Part> _parts;

    private WatchedParts(List<Part> parts) => _parts = parts;

    public static WatchedParts None { get; } = new([]);

    public IReadOnlyList<Part> Parts => _parts;

    /// <summary>How many different seconds.</summary>
    public double Seconds => _parts.Sum(p => p.To - p.From);

    /// <summary>These parts and more; what lies outside of 0 to <paramref name="duration"/> or runs backwards is left out.</summary>
    public WatchedParts With(IEnumerable<Part> more, double duration)
    {
        var all = _parts.Concat(more.Select(p => new Part(Math.Max(0, p.From), Math.Min(duration, p.To))).Where(p => p.To > p.From)).OrderBy(p => p.From);
        var merged = new List<Part>();
        foreach (var part in all)
        {
            if (merged.Count > 0 && part.From - merged[^1].To <= Hole) merged[^1] = new Part(merged[^1].From, Math.Max(merged[^1].To, part.To));
            else merged.Add(part);
        }

        // Somebody who jumps about wildly: the shortest stretches say least.
        if (merged.Count > Most) merged = [.. merged.OrderByDescending(p => p.To - p.From).Take(Most).OrderBy(p => p.From)];
        return new WatchedParts(merged);
    }

    /// <summary>Of a video of this length, in whole percent, rounded down; 0 when the length is unknown.</summary>
    public int PercentOf(double duration) =>
        // The last moment is rarely reported: a player stops before it.
        duration <= 0 || _parts.Count == 0 ? 0 : Math.Min(100, (int)Math.Floor((Seconds + Math.Min(Hole, duration / 50)) * 100 / duration));

    /// <summary>Reads <c>0-12.5;30-40</c>; null when it is not that.</summary>
    public static IReadOnlyList<Part>? Read(string? text)
    {
        var parts = new List<Part>();
        foreach (var stretch in (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var dash = stretch.IndexOf('-', StringComparison.Ordinal);
            if (dash < 1 || parts.Count >= Most || !Number(stretch[..dash], out var from) || !Number(stretch[(dash + 1)..], out var to)) return null;
            parts.Add(new Part(from, to));
        }

        return parts;
    }

    public override string ToString() => string.Join(';', _parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.From:0.##}-{p.To:0.##}")));

    private static bool Number(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
