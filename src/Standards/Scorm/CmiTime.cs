using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.Scorm;

/// <summary>Lengths of time in the data model: HHHH:MM:SS.SS in SCORM 1.2 (RTE 3.4.3, CMITimespan), ISO 8601 durations in
/// SCORM 2004 (4th Ed. RTE 4.1.1.7, timeinterval(second,10,2)). Both are kept to a hundredth of a second.</summary>
public static partial class CmiTime
{
    /// <summary>The longest length that SCORM 1.2 can write; nothing longer is believed in any edition.</summary>
    public static readonly TimeSpan Longest = new(days: 0, hours: 9999, minutes: 59, seconds: 59, milliseconds: 990);

    /// <summary>Reads a length in the notation of the edition; null when it is not one, or is absurdly long.</summary>
    public static TimeSpan? Parse(ScormVersion version, string? text) =>
        text is null or { Length: > 60 } ? null : version == ScormVersion.Scorm12 ? ParseTimespan(text) : ParseDuration(text);

    /// <summary>Writes a length in the notation of the edition.</summary>
    public static string Format(ScormVersion version, TimeSpan time)
    {
        if (time > Longest) time = Longest;
        var hundredths = (long)(time.Ticks / (TimeSpan.TicksPerMillisecond * 10));
        var (seconds, fraction) = Math.DivRem(hundredths, 100);
        var (minutes, second) = Math.DivRem(seconds, 60);
        var (hours, minute) = Math.DivRem(minutes, 60);
        return version == ScormVersion.Scorm12
            ? string.Create(CultureInfo.InvariantCulture, $"{hours:D4}:{minute:D2}:{second:D2}.{fraction:D2}")
            : fraction == 0
                ? string.Create(CultureInfo.InvariantCulture, $"PT{hours}H{minute}M{second}S")
                : string.Create(CultureInfo.InvariantCulture, $"PT{hours}H{minute}M{second}.{fraction:D2}S");
    }

    private static TimeSpan? ParseTimespan(string text)
    {
        var match = Timespan.Match(text);
        return match.Success ? Bounded(0, 0, Whole(match, 1), Whole(match, 2), Seconds(match, 3)) : null;
    }

    private static TimeSpan? ParseDuration(string text)
    {
        var match = Duration.Match(text);
        if (!match.Success || text.EndsWith('P') || text.EndsWith('T')) return null;
        // A year and a month have no fixed length; 365 and 30 days, as XML Schema libraries count them.
        return Bounded(Whole(match, 1) * 365 + Whole(match, 2) * 30, Whole(match, 3), Whole(match, 4), Whole(match, 5), Seconds(match, 6));
    }

    private static TimeSpan? Bounded(decimal calendarDays, decimal days, decimal hours, decimal minutes, decimal seconds)
    {
        var total = (((calendarDays + days) * 24 + hours) * 60 + minutes) * 60 + seconds;
        return total <= (decimal)Longest.TotalSeconds ? TimeSpan.FromTicks((long)(decimal.Truncate(total * 100) * TimeSpan.TicksPerMillisecond * 10)) : null;
    }

    private static decimal Whole(Match match, int group) => Seconds(match, group);

    private static decimal Seconds(Match match, int group) =>
        match.Groups[group].Success ? decimal.Parse(match.Groups[group].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^([0-9]{1,4}):([0-9]{2}):([0-9]{2}(?:\.[0-9]{1,2})?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Timespan { get; }

    [GeneratedRegex(@"^P(?:([0-9]{1,9})Y)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})D)?(?:T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:\.[0-9]{1,9})?)S)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Duration { get; }
}
