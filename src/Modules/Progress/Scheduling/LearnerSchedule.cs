using System.Text.Json;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Progress.Scheduling;

/// <summary>What holds for one enrolment beside the schedule of its course, in one row, so that pages find it with what they read anyway. Made of its <see cref="ScheduleAdjustment"/>s.</summary>
public sealed class LearnerSchedule : Entity<LearnerSchedule>
{
    private LearnerSchedule() { }

    internal LearnerSchedule(Id<CourseEnrolment> enrolmentId, Id<Course> courseId, Id<Person> learnerId) => (EnrolmentId, CourseId, LearnerId) = (enrolmentId, courseId, learnerId);

    public Id<CourseEnrolment> EnrolmentId { get; private set; }
    public Id<Course> CourseId { get; private set; }
    public Id<Person> LearnerId { get; private set; }
    /// <summary>The agreements that hold, as JSON.</summary>
    public string AgreedJson { get; private set; } = "[]";
    public int Revision { get; private set; }

    internal static IReadOnlyList<Agreement> Read(string? json) => json is null or "[]" ? [] : JsonSerializer.Deserialize<List<Agreement>>(json)!;

    /// <summary>Keeps what holds now, and says what has changed.</summary>
    /// <param name="all">Every adjustment of the enrolment.</param>
    /// <param name="changed">The one that was made, ended or taken back.</param>
    /// <param name="isEnd">Whether a break was ended early.</param>
    /// <param name="at">When.</param>
    internal void Keep(IEnumerable<ScheduleAdjustment> all, ScheduleAdjustment changed, bool isEnd, DateTimeOffset at)
    {
        AgreedJson = JsonSerializer.Serialize(all.Where(a => a is { Holds: true, Kind: not AdjustmentKind.Waiver }).OrderBy(a => a.At).Select(a => a.Agreement));
        Revision++;
        Raise(new ScheduleAdjusted(changed.Id, EnrolmentId, CourseId, LearnerId, isEnd, at));
    }
}

/// <summary>Something was agreed with a learner about a course, or taken back.</summary>
public sealed record ScheduleAdjusted(Id<ScheduleAdjustment> AdjustmentId, Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, Id<Person> LearnerId, bool IsEnd, DateTimeOffset At) : IEvent;

internal sealed class LearnerScheduleMap : IEntityTypeConfiguration<LearnerSchedule>
{
    public void Configure(EntityTypeBuilder<LearnerSchedule> schedule)
    {
        schedule.Property(s => s.Revision).IsConcurrencyToken();
        schedule.Property(s => s.LearnerId);
        schedule.HasOne<CourseEnrolment>().WithMany().HasForeignKey(s => s.EnrolmentId);
        schedule.HasIndex(s => s.EnrolmentId).IsUnique();
        schedule.Property(s => s.CourseId);
    }
}
