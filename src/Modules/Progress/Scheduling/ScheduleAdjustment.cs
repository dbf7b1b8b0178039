using System.Globalization;
using System.Text.Json;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Progress.Scheduling;

/// <summary>Something that was agreed with one learner about a course, why and by whom. It may be taken back, and stays in the history.</summary>
public sealed class ScheduleAdjustment : Entity<ScheduleAdjustment>, IAudited
{
    public const int LongestReason = 500;

    private const string DayAndTime = "yyyy-MM-dd'T'HH:mm:ss";
    private const string Day = "yyyy-MM-dd";

    private ScheduleAdjustment() { }

    public Id<CourseEnrolment> EnrolmentId { get; private set; }
    public Id<Person> LearnerId { get; private set; }
    public AdjustmentKind Kind { get; private set; }
    /// <summary>The lesson that is put off; null for the end of the course, and for a pause or a waiver.</summary>
    public Id<Activity>? ActivityId { get; private set; }
    /// <summary>The later date ("2027-03-14T17:00:00"), or the first and the last day of a pause ("2027-03-01/2027-03-14", as ISO 8601 writes intervals); empty for a waiver.</summary>
    public string Terms { get; private set; } = "";
    /// <summary>Of a waiver: the lessons, as a JSON array of their ids.</summary>
    public string? LessonsJson { get; private set; }
    /// <summary>The time zone in which it was promised.</summary>
    public string Zone { get; private set; } = "";
    /// <summary>One line, for those who follow the learner.</summary>
    public string Reason { get; private set; } = "";
    /// <summary>Who agreed; no foreign key: it says who it was, also when the account is gone.</summary>
    public Id<Person> ById { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }
    public Id<Person>? RevokedById { get; private set; }

    public bool Holds => RevokedAt is null;
    /// <summary>The lessons that a waiver is about, as they stood in the course.</summary>
    public IReadOnlyList<Id<Activity>> Lessons => LessonsJson is null ? [] : [.. JsonSerializer.Deserialize<List<Guid>>(LessonsJson)!.Select(id => new Id<Activity>(id))];

    // The reason may be personal: the log says that there is one.
    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(Kind), nameof(ActivityId), nameof(Terms), nameof(LessonsJson), nameof(RevokedAt), nameof(RevokedById)];
    Guid? IAudited.About => LearnerId.Value;

    /// <summary>As it counts among the dates; a waiver doesn't.</summary>
    internal Agreement Agreement => Kind switch
    {
        AdjustmentKind.Extension => new(Kind, At) { ActivityId = ActivityId, Until = DateTime.ParseExact(Terms, DayAndTime, CultureInfo.InvariantCulture), Zone = Zone },
        AdjustmentKind.Waiver => new(Kind, At) { Zone = Zone },
        _ => new(Kind, At) { First = DateOnly.ParseExact(Terms.Split('/')[0], Day, CultureInfo.InvariantCulture), Last = DateOnly.ParseExact(Terms.Split('/')[1], Day, CultureInfo.InvariantCulture), Zone = Zone },
    };

    internal static Outcome<ScheduleAdjustment> Agree(Id<CourseEnrolment> enrolmentId, Id<Person> learnerId, Agreement agreement, string? reason, Id<Person> by, IReadOnlyList<Id<Activity>>? lessons = null)
    {
        var why = string.Join(' ', (reason ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (why.Length == 0) return new Refusal("reason-missing", "Say why. It is kept for those who follow the learner.", nameof(Reason));
        if (why.Length > LongestReason) return new Refusal("reason-too-long", "A reason has at most {0} characters.", nameof(Reason), LongestReason);
        return new ScheduleAdjustment
        {
            EnrolmentId = enrolmentId,
            LearnerId = learnerId,
            Kind = agreement.Kind,
            ActivityId = agreement.ActivityId,
            Terms = agreement switch
            {
                { Until: { } until } => until.ToString(DayAndTime, CultureInfo.InvariantCulture),
                { First: { } first, Last: { } last } => Interval(first, last),
                _ => "",
            },
            LessonsJson = lessons is null ? null : JsonSerializer.Serialize(lessons.Select(id => id.Value)),
            Zone = agreement.Zone,
            Reason = why,
            ById = by,
            At = agreement.Made,
        };
    }

    internal Refusal? Revoke(Id<Person> by, DateTimeOffset at)
    {
        if (!Holds) return new("adjustment-revoked", "This was taken back already.");
        (RevokedAt, RevokedById) = (at, by);
        return null;
    }

    /// <summary>Ends a pause early: the days until now stay paused. One that has not begun by then is taken back.</summary>
    internal Refusal? EndPause(Id<Person> by, DateTimeOffset at)
    {
        if (!Holds || Kind != AdjustmentKind.Pause) return new("adjustment-revoked", "This was taken back already.");
        var (pause, yesterday) = (Agreement, WallClock.DayOf(at, Agreement.TimeZone).AddDays(-1));
        if (pause.Last <= yesterday) return new("pause-over", "This break is over already.");
        if (pause.First > yesterday) return Revoke(by, at);
        Terms = Interval(pause.First!.Value, yesterday);
        return null;
    }

    private static string Interval(DateOnly first, DateOnly last) => string.Create(CultureInfo.InvariantCulture, $"{first:yyyy-MM-dd}/{last:yyyy-MM-dd}");
}

internal sealed class ScheduleAdjustmentMap : IEntityTypeConfiguration<ScheduleAdjustment>
{
    public void Configure(EntityTypeBuilder<ScheduleAdjustment> adjustment)
    {
        adjustment.Property(a => a.ActivityId);   // the lesson may be gone from the draft; what was agreed stays
        adjustment.Property(a => a.Terms).HasMaxLength(60);
        adjustment.Property(a => a.Zone).HasMaxLength(60);
        adjustment.Property(a => a.Reason).HasMaxLength(ScheduleAdjustment.LongestReason);
        adjustment.Property(a => a.LearnerId);
        adjustment.Property(a => a.ById);
        adjustment.Property(a => a.RevokedById);
        adjustment.Ignore(a => a.Holds).Ignore(a => a.Agreement).Ignore(a => a.Lessons);
        adjustment.HasOne<CourseEnrolment>().WithMany().HasForeignKey(a => a.EnrolmentId);
        adjustment.HasIndex(a => a.EnrolmentId);
    }
}
