using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Grading;

/// <summary>What one learner has for one activity: the best of all that was reported, where what the server computed goes before whatever content says of
/// itself. Every report stays as a <see cref="ScoreEntry"/>.</summary>
public sealed class Mark : Entity<Mark>, IAudited
{
    private Mark() { }

    internal Mark(Id<CourseEnrolment> enrolmentId, Id<Course> courseId, Id<Activity> activityId) =>
        (EnrolmentId, CourseId, ActivityId) = (enrolmentId, courseId, activityId);

    public Id<CourseEnrolment> EnrolmentId { get; private set; }
    public Id<Course> CourseId { get; private set; }
    public Id<Activity> ActivityId { get; private set; }
    public decimal Points { get; private set; }
    public decimal MaximumPoints { get; private set; }
    /// <summary>When the best result was reached.</summary>
    public DateTimeOffset At { get; private set; }
    /// <summary>Whether the result that counts is what content said of itself.</summary>
    public bool IsSelfReported { get; private set; }
    /// <summary>How often a result was reported.</summary>
    public int Attempts { get; private set; }
    public DateTimeOffset LastAt { get; private set; }
    public int Revision { get; private set; }

    /// <summary>From 0 to 100, two decimals.</summary>
    public decimal Percent => PercentOf(Points, MaximumPoints);

    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(EnrolmentId), nameof(ActivityId), nameof(Points), nameof(MaximumPoints), nameof(IsSelfReported), nameof(Attempts)];

    /// <summary>Takes in a result: the best counts, and of equal ones the first; but content's own word never counts where there is a result of the server.
    /// In whatever order results come, the outcome is the same.</summary>
    internal void Report(decimal points, decimal maximumPoints, DateTimeOffset at, bool isSelfReported)
    {
        var isFirst = Attempts == 0;
        Attempts++;
        Revision++;
        if (isFirst || at > LastAt) LastAt = at;
        var order = (!isSelfReported, Share(points, maximumPoints)).CompareTo((!IsSelfReported, Share(Points, MaximumPoints)));
        if (isFirst || order > 0 || (order == 0 && at < At)) (Points, MaximumPoints, At, IsSelfReported) = (points, maximumPoints, at, isSelfReported);
        Raise(new MarkChanged(EnrolmentId, CourseId));
    }

    internal static decimal PercentOf(decimal points, decimal maximumPoints) => decimal.Round(100 * Share(points, maximumPoints), 2, MidpointRounding.AwayFromZero);

    private static decimal Share(decimal points, decimal maximumPoints) => maximumPoints <= 0 ? 0 : Math.Clamp(points / maximumPoints, 0, 1);
}

/// <summary>A learner has a new result; for pages that show marks.</summary>
public sealed record MarkChanged(Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId) : IEvent;

internal sealed class MarkMap : IEntityTypeConfiguration<Mark>
{
    public void Configure(EntityTypeBuilder<Mark> mark)
    {
        mark.Ignore(m => m.Percent);
        mark.Property(m => m.Points).HasPrecision(12, 4);
        mark.Property(m => m.MaximumPoints).HasPrecision(12, 4);
        mark.Property(m => m.ActivityId);   // activities may be gone from the draft, marks stay
        mark.Property(m => m.Revision).IsConcurrencyToken();
        mark.HasOne<CourseEnrolment>().WithMany().HasForeignKey(m => m.EnrolmentId);
        mark.HasIndex(m => new { m.EnrolmentId, m.ActivityId }).IsUnique();
        mark.HasIndex(m => new { m.CourseId, m.ActivityId });
    }
}
