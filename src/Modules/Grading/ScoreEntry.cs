using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Grading;

/// <summary>One result as an activity reported it. Appended, never changed: a <see cref="Mark"/> can be recomputed from these.</summary>
public sealed class ScoreEntry : Entity<ScoreEntry>
{
    public required Id<CourseEnrolment> EnrolmentId { get; init; }
    public required Id<Activity> ActivityId { get; init; }
    public required decimal Points { get; init; }
    public required decimal MaximumPoints { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>Content in the learner's browser said it; nothing was computed on the server.</summary>
    public required bool IsSelfReported { get; init; }
}

internal sealed class ScoreEntryMap : IEntityTypeConfiguration<ScoreEntry>
{
    public void Configure(EntityTypeBuilder<ScoreEntry> entry)
    {
        entry.Property(e => e.Points).HasPrecision(12, 4);
        entry.Property(e => e.MaximumPoints).HasPrecision(12, 4);
        entry.HasOne<CourseEnrolment>().WithMany().HasForeignKey(e => e.EnrolmentId);
        entry.HasIndex(e => new { e.EnrolmentId, e.ActivityId, e.At }).IsUnique();   // the same report twice is one report
    }
}
