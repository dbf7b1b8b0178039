using Lectern.Courses;

namespace Lectern.Progress.Scheduling;

/// <summary>Why nothing counts for a learner at present.</summary>
public enum RestReason { NotBegun, Paused, Ended }

/// <summary>A time in which a learner may read what they have begun, and nothing that they do counts.</summary>
/// <param name="At">When the course begins, when the pause is over, or when the course ended.</param>
public sealed record Rest(RestReason Reason, DateTimeOffset At);

/// <summary>
/// What the schedule of a course means for one of its learners: the one computation of their dates, a function of the schedule, of when they
/// were enrolled, and of what was agreed with them. Dates of a self-paced course are the ends of days, counted from the day of enrolment.
/// A pause moves every date that comes after it began by its days; an extension puts a date off and never brings one
/// forward; nothing is due after the course has ended for them. What a time of day means where clocks change is <see cref="WallClock"/>'s.
/// </summary>
public sealed class LearnersDates
{
    private readonly Dictionary<Id<Activity>, DateTimeOffset> _due = [];
    private readonly IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> _pauses;

    private LearnersDates(IReadOnlyList<(DateTimeOffset, DateTimeOffset)> pauses) => _pauses = pauses;

    /// <summary>Of a course without a schedule, for a learner with whom nothing was agreed.</summary>
    public static readonly LearnersDates None = new([]);

    /// <summary>The time zone of the course; null where it has no schedule.</summary>
    public TimeZoneInfo? Zone { get; private init; }
    /// <summary>How many days before a date the learner is reminded of it; 0 for not at all.</summary>
    public int RemindBefore { get; private init; }
    /// <summary>When the course begins; null when it has no such time.</summary>
    public DateTimeOffset? OpensAt { get; private init; }
    /// <summary>When it ends for the learner; null for never.</summary>
    public DateTimeOffset? EndsAt { get; private init; }
    /// <summary>When lessons are due, of those that are.</summary>
    public IReadOnlyDictionary<Id<Activity>, DateTimeOffset> Due => _due;

    /// <summary>Why nothing counts now; null when all is as usual.</summary>
    public Rest? RestAt(DateTimeOffset now)
    {
        if (EndsAt is { } ended && now > ended) return new(RestReason.Ended, ended);
        foreach (var (from, to) in _pauses)
            if (from <= now && now < to) return new(RestReason.Paused, to);
        return now < OpensAt ? new(RestReason.NotBegun, OpensAt.Value) : null;
    }

    /// <summary>When a lesson is due; null when it isn't.</summary>
    public DateTimeOffset? DueAt(Id<Activity> id) => _due.TryGetValue(id, out var at) ? at : null;

    /// <param name="schedule">Of the course; null for none.</param>
    /// <param name="outline">As the learner meets it.</param>
    /// <param name="enrolledAt">When this cycle of the course began for them.</param>
    /// <param name="agreed">What holds now.</param>
    public static LearnersDates Of(CourseSchedule? schedule, Outline outline, DateTimeOffset enrolledAt, IReadOnlyCollection<Agreement> agreed)
    {
        if (schedule is null && agreed.Count == 0) return None;
        var pauses = agreed.Where(a => a.Kind == AdjustmentKind.Pause).OrderBy(p => p.First).ToList();
        var extensions = agreed.Where(a => a.Kind == AdjustmentKind.Extension).ToLookup(e => e.ActivityId);
        var zone = schedule?.TimeZone ?? TimeZoneInfo.Utc;
        var enrolledOn = WallClock.DayOf(enrolledAt, zone);

        DateTimeOffset? endsAt = schedule is null ? null : Later(InstantOf(schedule.Pacing == Pacing.SelfPaced ? EndOf(schedule.EndsAfter) : schedule.Closes, pauses, zone), extensions[null]);
        var dates = new LearnersDates([.. pauses.Select(p => (WallClock.InstantOf(p.First!.Value, TimeOnly.MinValue, p.TimeZone), WallClock.InstantOf(p.Last!.Value.AddDays(1), TimeOnly.MinValue, p.TimeZone)))])
        {
            Zone = schedule?.TimeZone,
            RemindBefore = schedule?.RemindBefore ?? 0,
            OpensAt = schedule?.OpensAt,
            EndsAt = endsAt,
        };
        if (schedule is not { Due.Count: > 0 }) return dates;
        foreach (var module in outline.Modules)
        {
            var ofModule = schedule.Due.GetValueOrDefault(module.Id.Value);
            foreach (var activity in module.Activities)
            {
                if ((schedule.Due.GetValueOrDefault(activity.Id.Value) ?? ofModule) is not { } due) continue;
                var at = Later(InstantOf(schedule.Pacing == Pacing.SelfPaced ? EndOf(due.After) : due.At, pauses, zone), extensions[activity.Id]);
                if (at is { } instant) dates._due[activity.Id] = endsAt < instant ? endsAt.Value : instant;
            }
        }

        return dates;

        DateTime? EndOf(int? days) => days is { } count ? enrolledOn.AddDays(count).ToDateTime(WallClock.EndOfDay) : null;

        // A pause that was agreed later than the extension moves it on too.
        DateTimeOffset? Later(DateTimeOffset? at, IEnumerable<Agreement> longer) => at is null ? null
            : longer.Select(e => InstantOf(e.Until, [.. pauses.Where(p => p.Made > e.Made)], e.TimeZone)).Append(at).Max();
    }

    private static DateTimeOffset? InstantOf(DateTime? wall, IReadOnlyList<Agreement> pauses, TimeZoneInfo zone) => wall is { } at ? WallClock.InstantOf(Moved(at, pauses), zone) : null;

    // Days that stand in two pauses count once; a date that one pause has moved behind the beginning of the next is moved by that one too.
    private static DateTime Moved(DateTime wall, IReadOnlyList<Agreement> pauses)
    {
        var counted = DateOnly.MinValue;
        foreach (var pause in pauses)
        {
            var first = pause.First!.Value < counted ? counted : pause.First.Value;
            if (DateOnly.FromDateTime(wall) < first) continue;
            var days = pause.Last!.Value.DayNumber - first.DayNumber + 1;
            if (days <= 0) continue;
            wall = wall.AddDays(days);
            counted = pause.Last.Value.AddDays(1);
        }

        return wall;
    }
}
