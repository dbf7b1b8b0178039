using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Progress;

/// <summary>
/// One thing that a learner did, as it was reported: an event. Appended, never changed: every projection can be recomputed
/// from these. The enrolment says in which cycle it was.
/// </summary>
public sealed class LearningRecord : Entity<LearningRecord>
{
    public required Id<CourseEnrolment> EnrolmentId { get; init; }
    public required Id<Activity> ActivityId { get; init; }
    public required LearningVerb Verb { get; init; }
    /// <summary>How much (<see cref="LearningVerb"/> says of what): points, a share from 0 to 1, seconds. Null where the verb says all.</summary>
    public decimal? Value { get; init; }
    /// <summary>For points: how many there were.</summary>
    public decimal? OutOf { get; init; }
    /// <summary>The attempt that it came from, by the id that the activity's module gave it.</summary>
    public Guid? AttemptId { get; init; }
    /// <summary>Who says so, where it isn't the activity itself.</summary>
    public Id<Person>? ById { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Points as a share of all; a share as it is.</summary>
    public decimal? Share => OutOf is { } all ? Value / all : Value;
}

internal sealed class LearningRecordMap : IEntityTypeConfiguration<LearningRecord>
{
    public void Configure(EntityTypeBuilder<LearningRecord> record)
    {
        record.HasOne<CourseEnrolment>().WithMany().HasForeignKey(r => r.EnrolmentId);
        record.Property(r => r.Value).HasPrecision(12, 4);
        record.Property(r => r.OutOf).HasPrecision(12, 4);
        record.Property(r => r.AttemptId);
        record.Property(r => r.ById);   // no foreign key: it says who it was, also when the account is gone
        record.Ignore(r => r.Share);
        record.HasIndex(r => new { r.EnrolmentId, r.At });
        record.HasIndex(r => new { r.EnrolmentId, r.ActivityId });
    }
}
