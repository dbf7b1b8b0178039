using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Grading;

/// <summary>What one learner has for one activity: one number, the policy that chose it and how far it has come. Computed from every <see cref="ScoreEntry"/> of
/// them (<see cref="Reckoning"/>), whenever one is added.</summary>
public sealed class Mark : Entity<Mark>, IAudited
{
    private Mark() { }

    internal Mark(Id<CourseEnrolment> enrolmentId, Id<Course> courseId, Id<Activity> activityId) =>
        (EnrolmentId, CourseId, ActivityId) = (enrolmentId, courseId, activityId);

    public Id<CourseEnrolment> EnrolmentId { get; private set; }
    public Id<Course> CourseId { get; private set; }
    public Id<Activity> ActivityId { get; private set; }
    public MarkState State { get; private set; }
    public GradingPolicy Policy { get; private set; }
    public decimal Points { get; private set; }
    public decimal MaximumPoints { get; private set; }
    /// <summary>When the result that counts was reached.</summary>
    public DateTimeOffset At { get; private set; }
    /// <summary>Whether the result that counts is what content said of itself.</summary>
    public bool IsSelfReported { get; private set; }
    public decimal? ToldPoints { get; private set; }
    public decimal? ToldMaximumPoints { get; private set; }
    public DateTimeOffset? ToldAt { get; private set; }
    /// <summary>How many attempts were reported.</summary>
    public int Attempts { get; private set; }
    /// <summary>How many of them are marked in full and not told: they can be released, also while something of another one has still to be marked.</summary>
    public int Unreleased { get; private set; }
    public DateTimeOffset LastAt { get; private set; }
    public int Revision { get; private set; }

    /// <summary><inheritdoc cref="Reckoning.Known"/> Only for those who grade.</summary>
    public Score? Known => State < MarkState.NeedsMarking ? null : new Score(Points, MaximumPoints, At, IsSelfReported);
    /// <inheritdoc cref="Reckoning.Told"/>
    public Score? Told => ToldPoints is { } points ? new Score(points, ToldMaximumPoints!.Value, ToldAt!.Value, IsSelfReported) : null;
    /// <summary>Something was handed in that its learner knows no number of yet, or not the last one.</summary>
    public bool Follows => State is MarkState.NeedsMarking or MarkState.Provisional;

    /// <summary>Whether there is anything to say of it to its learner.</summary>
    public bool IsSeen => Follows || Told is not null;

    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(EnrolmentId), nameof(ActivityId), nameof(State), nameof(Policy), nameof(Points), nameof(MaximumPoints), nameof(IsSelfReported), nameof(Attempts)];

    /// <summary>When it was told, and what of it.</summary>
    bool IAudited.LogsOtherChanges => false;

    /// <summary>What it should be, to be compared with what is kept.</summary>
    internal static Mark Of(Id<CourseEnrolment> enrolmentId, Id<Course> courseId, Id<Activity> activityId, Reckoning reckoning)
    {
        var mark = new Mark(enrolmentId, courseId, activityId);
        mark.Take(reckoning);
        return mark;
    }

    /// <summary>Becomes what all reports together make of it.</summary>
    internal void Take(Reckoning reckoning)
    {
        (State, Policy) = (reckoning.State, reckoning.Policy);
        LastAt = reckoning.Attempts[^1].Latest.At;
        (Points, MaximumPoints, At) = reckoning.Known is { } known ? (known.Points, known.MaximumPoints, known.At) : (0, 0, LastAt);
        (ToldPoints, ToldMaximumPoints, ToldAt) = (reckoning.Told?.Points, reckoning.Told?.MaximumPoints, reckoning.Told?.At);
        IsSelfReported = reckoning.Counting[0].Latest.IsSelfReported;
        (Attempts, Unreleased) = (reckoning.Attempts.Count, reckoning.Unreleased);
        Revision++;
        Raise(new MarkChanged(EnrolmentId, CourseId));
    }
}

/// <summary>A learner has a new result; for pages that show marks.</summary>
public sealed record MarkChanged(Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId) : IEvent;

internal sealed class MarkMap : IEntityTypeConfiguration<Mark>
{
    public void Configure(EntityTypeBuilder<Mark> mark)
    {
        mark.Ignore(m => m.Known);
        mark.Ignore(m => m.Told);
        mark.Ignore(m => m.Follows);
        mark.Ignore(m => m.IsSeen);
        mark.Property(m => m.Points).HasPrecision(12, 4);
        mark.Property(m => m.MaximumPoints).HasPrecision(12, 4);
        mark.Property(m => m.ToldPoints).HasPrecision(12, 4);
        mark.Property(m => m.ToldMaximumPoints).HasPrecision(12, 4);
        mark.Property(m => m.ActivityId);   // activities may be gone from the draft, marks stay
        mark.Property(m => m.Revision).IsConcurrencyToken();
        mark.HasOne<CourseEnrolment>().WithMany().HasForeignKey(m => m.EnrolmentId);
        mark.HasIndex(m => new { m.EnrolmentId, m.ActivityId }).IsUnique();
        mark.HasIndex(m => new { m.CourseId, m.ActivityId });
    }
}
