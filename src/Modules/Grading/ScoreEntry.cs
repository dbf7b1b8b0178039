using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Grading;

/// <summary>One report of an activity as it came. Appended, never changed: a correction is another entry of the same source. A <see cref="Mark"/> is computed from these (<see cref="Reckoning"/>).</summary>
public sealed class ScoreEntry : Entity<ScoreEntry>
{
    public required Id<CourseEnrolment> EnrolmentId { get; init; }
    public required Id<Activity> ActivityId { get; init; }
    public required decimal Points { get; init; }
    public required decimal MaximumPoints { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>Content in the learner's browser said it; nothing was computed on the server.</summary>
    public required bool IsSelfReported { get; init; }
    /// <summary>The attempt that it is about (<see cref="ScoreReported.SourceId"/>).</summary>
    public required Guid SourceId { get; init; }
    /// <summary>Of the entries of one source, the one with the highest holds.</summary>
    public required int Revision { get; init; }
    public required MarkState State { get; init; }
    public required GradingPolicy Policy { get; init; }

    /// <summary>The number that it says; null while there is none.</summary>
    public Score? Score => State < MarkState.NeedsMarking ? null : new Score(Points, MaximumPoints, At, IsSelfReported);
}

internal static class HoldingEntries
{
    /// <summary>Of each attempt what was said last: all that a mark is made of (<see cref="Reckoning"/>), however often attempts were corrected.</summary>
    /// <param name="entries">Of one learner in one activity.</param>
    internal static IQueryable<ScoreEntry> ThatHold(this IQueryable<ScoreEntry> entries) => entries.Where(e => !entries.Any(later => later.SourceId == e.SourceId && later.Revision > e.Revision));
}

internal sealed class ScoreEntryMap : IEntityTypeConfiguration<ScoreEntry>
{
    public void Configure(EntityTypeBuilder<ScoreEntry> entry)
    {
        entry.Property(e => e.Points).HasPrecision(12, 4);
        entry.Property(e => e.MaximumPoints).HasPrecision(12, 4);
        entry.Ignore(e => e.Score);
        entry.HasOne<CourseEnrolment>().WithMany().HasForeignKey(e => e.EnrolmentId);
        entry.HasIndex(e => new { e.EnrolmentId, e.ActivityId, e.SourceId, e.Revision }).IsUnique();   // the same report twice is one report
    }
}
