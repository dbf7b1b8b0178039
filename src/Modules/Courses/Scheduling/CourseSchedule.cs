using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Courses;

/// <summary>Whether the dates of a course count from each learner's enrolment, or are the same for everybody.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Pacing>))]
public enum Pacing { SelfPaced, Fixed }

/// <summary>
/// When a course is to be done, as its makers set it. It stands beside the versions and not in them: what people were promised doesn't
/// move because content was published, and a date can be put right without publishing half a draft. Days and times are those of a
/// clock in <see cref="Zone"/>; what they mean for a learner is computed in one place (Progress, LearnersDates).
/// </summary>
public sealed record CourseSchedule
{
    /// <summary>The longest time after enrolment, in days.</summary>
    public const int LongestDays = 3650;
    /// <summary>How many days before a date learners may be reminded of it; 0 is not at all.</summary>
    public static readonly IReadOnlyList<int> RemindersBefore = [0, 1, 3, 7];
    /// <summary>The years that a date may be in.</summary>
    public const int FirstYear = 2000;
    public const int LastYear = 2100;

    public required Pacing Pacing { get; init; }
    /// <summary>The name of a time zone, as IANA gives it: whose days and times these are.</summary>
    public required string Zone { get; init; }
    /// <summary>Self-paced: the course ends with the so-manieth day after enrolment; null for never.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? EndsAfter { get; init; }
    /// <summary>Fixed: when the course begins and ends for everybody, on that clock; null for no such time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public DateTime? Opens { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public DateTime? Closes { get; init; }
    /// <summary>How many days before a date learners are reminded of it; 0 for not at all.</summary>
    public int RemindBefore { get; init; } = 3;
    /// <summary>When lessons are due, by the id of the lesson, or of a module for all lessons in it that have no date of their own.</summary>
    public IReadOnlyDictionary<Guid, DueDate> Due { get; init; } = new Dictionary<Guid, DueDate>();

    /// <summary>Fixed: when the course begins and ends for everybody; null for no such time.</summary>
    [JsonIgnore] public DateTimeOffset? OpensAt => Opens is { } opens ? WallClock.InstantOf(opens, TimeZone) : null;
    [JsonIgnore] public DateTimeOffset? ClosesAt => Closes is { } closes ? WallClock.InstantOf(closes, TimeZone) : null;

    [JsonIgnore] public TimeZoneInfo TimeZone => TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>Whether it says nothing.</summary>
    [JsonIgnore] public bool IsEmpty => EndsAfter is null && Opens is null && Closes is null && Due.Count == 0;

    public string Write() => JsonSerializer.Serialize(this);
    public static CourseSchedule? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<CourseSchedule>(json);

    /// <summary>The same schedule for a course with other lessons: copies, by the ids of the originals.</summary>
    public CourseSchedule About(IReadOnlyDictionary<Guid, Guid> copies) =>
        this with { Due = Due.Where(due => copies.ContainsKey(due.Key)).ToDictionary(due => copies[due.Key], due => due.Value) };

    /// <summary>What can't be meant.</summary>
    internal Refusal? Check()
    {
        if (Zone is null || Due is null || Due.Any(due => due.Value is null)) return new("schedule-incomplete", "A schedule needs a time zone, and for each lesson in it a date.", "Schedule");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone) || !(zone.HasIanaId || zone.Id == "UTC")) return new("time-zone-unknown", "Choose one of the time zones in the list.", nameof(Zone));
        if (Pacing == Pacing.SelfPaced ? Opens is not null || Closes is not null : EndsAfter is not null) return new("schedule-mixed", "A self-paced course counts days after enrolment; a course with fixed dates has dates.", "Schedule");
        if (!RemindersBefore.Contains(RemindBefore)) return new("reminder-unknown", "Learners are reminded 1, 3 or 7 days before a date, or not at all.", nameof(RemindBefore));
        if (EndsAfter is < 0 or > LongestDays) return DaysOutside(nameof(EndsAfter));
        if (Wrong(Opens) is { } opens) return opens with { Field = nameof(Opens) };
        if (Wrong(Closes) is { } closes) return closes with { Field = nameof(Closes) };
        if (Opens >= Closes) return new("closes-before-it-opens", "The course has to end after it begins.", nameof(Closes));
        foreach (var (id, due) in Due)
        {
            if (Pacing == Pacing.SelfPaced ? due.After is null || due.At is not null : due.At is null || due.After is not null) return new("schedule-mixed", "A self-paced course counts days after enrolment; a course with fixed dates has dates.", FieldOf(id));
            if (due.After is < 0 or > LongestDays) return DaysOutside(FieldOf(id));
            if (Wrong(due.At) is { } wrong) return wrong with { Field = FieldOf(id) };
            if (due.After > EndsAfter || due.At > Closes) return new("due-after-the-end", "This is due after the course has ended.", FieldOf(id));
            if (due.At < Opens) return new("due-before-it-opens", "This is due before the course begins.", FieldOf(id));
        }

        return null;
    }

    /// <summary>The field of a form about a lesson or a module.</summary>
    public static string FieldOf(Guid id) => $"Due.{id}";

    /// <summary>What is wrong with a time on somebody's wall; null when nothing is.</summary>
    public static Refusal? Wrong(DateTime? at) => at switch
    {
        { Kind: not DateTimeKind.Unspecified } => new("time-with-offset", "This is a time on the course's own clock: leave its offset from UTC out."),
        { Year: < FirstYear or > LastYear } => new("date-out-of-range", "Enter a day and a time between the years {0} and {1}.", null, FirstYear, LastYear),
        _ => null,
    };

    /// <summary>Why nobody can begin the course any more: it has ended for everybody. Null while they can.</summary>
    public Refusal? Over(Visitor visitor, DateTimeOffset now) =>
        ClosesAt is { } closes && closes < now ? new("course-over", "This course ended {0}. Nobody can begin it any more.", null, visitor.Local(closes).ToString("f", visitor.Culture)) : null;

    private static Refusal DaysOutside(string field) => new("days-out-of-range", "Enter a number of days from 0 to {0}.", field, LongestDays);
}

/// <summary>When a lesson is due.</summary>
/// <param name="After">Self-paced: by the end of the so-manieth day after enrolment.</param>
/// <param name="At">Fixed: on this day, at this time.</param>
public sealed record DueDate(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? After = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? At = null);
