namespace Lectern.Kernel;

/// <summary>
/// What a clock on the wall means as an instant: the one place that turns a local day and time into one. A time that the clocks
/// skip is the moment at which they jump; a time that they show twice is the second time, so that a deadline is never
/// earlier than anybody may read it.
/// </summary>
public static class WallClock
{
    // More than any offset from UTC and less than the time between two changes of a clock.
    private static readonly TimeSpan FarEnough = TimeSpan.FromHours(30);

    /// <summary>The last second of a day: what a day means as a deadline.</summary>
    public static readonly TimeOnly EndOfDay = new(23, 59, 59);

    /// <param name="local">What the clock shows; its kind doesn't matter. The first and the last days of time are cut off, where there is no room for zones.</param>
    /// <param name="zone">Where the clock hangs.</param>
    /// <returns>In UTC.</returns>
    public static DateTimeOffset InstantOf(DateTime local, TimeZoneInfo zone)
    {
        var wall = new DateTimeOffset(Math.Clamp(local.Ticks, 2 * FarEnough.Ticks, DateTime.MaxValue.Ticks - (2 * FarEnough.Ticks)), TimeSpan.Zero);
        // Only instants are asked for their offset: of those there is no doubt.
        var (before, after) = (zone.GetUtcOffset(wall - FarEnough), zone.GetUtcOffset(wall + FarEnough));
        var (first, second) = (wall - Max(before, after), wall - Min(before, after));
        if (zone.GetUtcOffset(second) == wall - second) return second;
        if (zone.GetUtcOffset(first) == wall - first) return first;
        while (second - first > TimeSpan.FromSeconds(1))
        {
            var between = first + ((second - first) / 2);
            if (zone.GetUtcOffset(between) == before) first = between;
            else second = between;
        }

        return new DateTimeOffset(second.Ticks - (second.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }

    public static DateTimeOffset InstantOf(DateOnly day, TimeOnly time, TimeZoneInfo zone) => InstantOf(day.ToDateTime(time), zone);

    /// <summary>The day that a calendar there shows at an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
