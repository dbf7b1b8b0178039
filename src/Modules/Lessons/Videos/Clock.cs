using System.Globalization;

namespace Lectern.Lessons.Videos;

/// <summary>Places in a video as people write them: 3:24, 1:02:05.</summary>
internal static class Clock
{
    internal static string Write(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Floor(Math.Max(0, seconds)));
        return time.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}") : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time:ss}");
    }

    /// <summary>Seconds; null when it is no such place.</summary>
    internal static double? Read(string text)
    {
        var parts = text.Split(':');
        if (parts.Length is < 2 or > 3) return null;
        var seconds = 0;
        foreach (var part in parts)
        {
            if (part.Length is 0 or > 2 || !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || (number > 59 && seconds > 0)) return null;
            seconds = (seconds * 60) + number;
        }

        return seconds;
    }
}
