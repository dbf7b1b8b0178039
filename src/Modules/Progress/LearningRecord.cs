using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Progress;

/// <summary>One thing that a learner did, as it was reported. Appended, never changed: every projection can be recomputed from these.</summary>
public sealed class LearningRecord : Entity<LearningRecord>
{
    public required Id<CourseEnrolment> EnrolmentId { get; init; }
    public required Id<Activity> ActivityId { get; init; }
    public required ActivityStatus Status { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal sealed class LearningRecordMap : IEntityTypeConfiguration<LearningRecord>
{
    public void Configure(EntityTypeBuilder<LearningRecord> record)
    {
        record.HasOne<CourseEnrolment>().WithMany().HasForeignKey(r => r.EnrolmentId);
        record.HasIndex(r => new { r.EnrolmentId, r.At });
    }
}
