using System.Globalization;

namespace Lectern.Lessons;

/// <summary>Which pages of a document, or which cards of a deck, somebody has seen: whole numbers from 1, kept as "1-3;7". Seeing one twice adds nothing.</summary>
public sealed class SeenNumbers
{
    private const int RangesAtMost = 2000, Highest = 100_000;

    private readonly SortedSet<int> _numbers;

    private SeenNumbers(SortedSet<int> numbers) => _numbers = numbers;

    public static SeenNumbers None { get; } = new([]);

    public static SeenNumbers Of(int number) => new([number]);

    public int Count => _numbers.Count;

    public bool Contains(int number) => _numbers.Contains(number);

    /// <summary>These and more.</summary>
    public SeenNumbers With(SeenNumbers more) => new([.. _numbers, .. more._numbers]);

    /// <summary>Those up to the last one that there is.</summary>
    public SeenNumbers Within(int last) => new(_numbers.GetViewBetween(0, Math.Max(0, last)));

    /// <summary>Whole percent, rounded down: everything only when all were seen; 0 when there is nothing to see.</summary>
    public static int PercentOf(int seen, int all) => all <= 0 ? 0 : Math.Min(100, seen * 100 / all);

    /// <summary>Reads <c>1-3;7</c>; null when it is not that, or holds more than anybody reads.</summary>
    public static SeenNumbers? Read(string? text)
    {
        var numbers = new SortedSet<int>();
        var stretches = (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (stretches.Length > RangesAtMost) return null;
        var steps = 0;
        foreach (var stretch in stretches)
        {
            var ends = stretch.Split('-');
            if (ends.Length > 2 || !Number(ends[0], out var from) || !Number(ends[^1], out var to) || to < from || (steps += to - from) > Highest) return null;
            for (var number = from; number <= to; number++) numbers.Add(number);
        }

        return new SeenNumbers(numbers);
    }

    public override string ToString()
    {
        var text = new System.Text.StringBuilder();
        int? from = null;
        foreach (var number in _numbers)
        {
            from ??= number;
            if (_numbers.Contains(number + 1)) continue;
            if (text.Length > 0) text.Append(';');
            text.Append(CultureInfo.InvariantCulture, $"{from}");
            if (number > from) text.Append(CultureInfo.InvariantCulture, $"-{number}");
            from = null;
        }

        return text.ToString();
    }

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is > 0 and <= Highest;
}
