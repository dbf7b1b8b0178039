using System.Text.Json;
using Lectern.Courses;

namespace Lectern.Progress.Scheduling.Reminding;

/// <summary>Something that a learner is reminded of.</summary>
/// <param name="About">The lesson; null for the end of the course.</param>
/// <param name="IsLate">Whether its date has passed by then.</param>
/// <param name="Date">When it is due, or the course ends.</param>
/// <param name="At">When to say so.</param>
internal sealed record Reminder(Id<Activity>? About, bool IsLate, DateTimeOffset Date, DateTimeOffset At)
{
    /// <summary>Nobody is told any more that something was due this long ago.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>Whether it is of any use: beforehand until the date, afterwards for a while.</summary>
    internal bool IsWorthSaying(DateTimeOffset now) => IsLate ? now <= Date + Patience : now < Date;
}

/// <summary>
/// What a learner was reminded of in a course: of each lesson, and of the course's end, the date about which it was. So everybody is told
/// once for each date, and again when it has moved. What is settled is forgotten.
/// </summary>
internal sealed class Reminded
{
    internal const string Nothing = "{}";
    /// <summary>In the morning, on the learner's clock.</summary>
    private static readonly TimeOnly Morning = new(8, 0);

    private readonly Dictionary<Guid, Dates> _told;

    private Reminded(Dictionary<Guid, Dates> told) => _told = told;

    internal static Reminded Read(string json) => new(json == Nothing ? [] : JsonSerializer.Deserialize<Dictionary<Guid, Dates>>(json)!);

    internal string Write() => JsonSerializer.Serialize(_told);

    /// <summary>What is still to be said, sooner or later.</summary>
    /// <param name="dates">The learner's.</param>
    /// <param name="left">The lessons in which something is left to do.</param>
    /// <param name="zone">Where the learner lives.</param>
    internal IEnumerable<Reminder> ToSay(LearnersDates dates, IReadOnlyList<OutlineActivity> left, TimeZoneInfo zone)
    {
        foreach (var lesson in left)
        {
            if (dates.DueAt(lesson.Id) is not { } due) continue;
            var told = _told.GetValueOrDefault(lesson.Id.Value);
            if (dates.RemindBefore > 0 && told?.Before != due) yield return new(lesson.Id, false, due, MorningBefore(due, dates.RemindBefore, zone));
            // When the course is over by then, nothing can be done about it.
            if (told?.After != due && !(dates.EndsAt <= due)) yield return new(lesson.Id, true, due, due);
        }

        if (dates is { EndsAt: { } ends, RemindBefore: > 0 } && left.Count > 0 && _told.GetValueOrDefault(Guid.Empty)?.Before != ends)
            yield return new(null, false, ends, MorningBefore(ends, dates.RemindBefore, zone));
    }

    /// <summary>When to look first whether something is to be said, wherever the learner lives: never later than it is.</summary>
    internal DateTimeOffset? LookAt(LearnersDates dates, IReadOnlyList<OutlineActivity> left) =>
        ToSay(dates, left, TimeZoneInfo.Utc).Select(reminder => (DateTimeOffset?)(reminder.IsLate ? reminder.At : reminder.At.AddDays(-1))).Min();

    /// <summary>With these said, and without what is settled.</summary>
    internal Reminded With(IEnumerable<Reminder> said, IReadOnlyList<OutlineActivity> left)
    {
        var told = _told.Where(pair => pair.Key == Guid.Empty || left.Any(a => a.Id.Value == pair.Key)).ToDictionary();
        foreach (var reminder in said)
        {
            var (about, before) = (reminder.About?.Value ?? Guid.Empty, told.GetValueOrDefault(reminder.About?.Value ?? Guid.Empty) ?? new Dates(null, null));
            told[about] = reminder.IsLate ? before with { After = reminder.Date } : before with { Before = reminder.Date };
        }

        return new(told);
    }

    private static DateTimeOffset MorningBefore(DateTimeOffset date, int days, TimeZoneInfo zone) => WallClock.InstantOf(WallClock.DayOf(date, zone).AddDays(-days), Morning, zone);

    /// <param name="Before">The date of which they were reminded beforehand.</param>
    /// <param name="After">The date of which they were told that it has passed.</param>
    private sealed record Dates(DateTimeOffset? Before, DateTimeOffset? After);
}
