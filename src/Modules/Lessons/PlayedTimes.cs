using System.Globalization;

namespace Lectern.Lessons;

/// <summary>How often each sixtieth of a video was played by somebody: what <see cref="WatchedParts"/> forgets, kept to see what is watched again.</summary>
public sealed class PlayedTimes
{
    public const int Bins = 60;

    private readonly double[] _times;

    private PlayedTimes(double[] times) => _times = times;

    /// <summary>Times per bin; 1 is once, from end to end.</summary>
    public IReadOnlyList<double> Times => _times;

    /// <summary>These and the ones of some parts, of a video of this length in seconds.</summary>
    public PlayedTimes With(IEnumerable<Part> parts, double duration)
    {
        if (duration <= 0) return this;
        var (times, length) = (_times.ToArray(), duration / Bins);
        foreach (var part in parts)
        {
            for (var bin = Math.Max(0, (int)(part.From / length)); bin < Bins && bin * length < part.To; bin++)
                times[bin] += Math.Max(0, Math.Min(part.To, (bin + 1) * length) - Math.Max(part.From, bin * length)) / length;
        }

        return new PlayedTimes(times);
    }

    public static PlayedTimes Read(string text)
    {
        var times = new double[Bins];
        foreach (var (bin, number) in text.Split(';', StringSplitOptions.RemoveEmptyEntries).Take(Bins).Index())
            times[bin] = double.Parse(number, CultureInfo.InvariantCulture);
        return new PlayedTimes(times);
    }

    public override string ToString() => string.Join(';', _times.Select(time => time.ToString("0.##", CultureInfo.InvariantCulture)));
}
