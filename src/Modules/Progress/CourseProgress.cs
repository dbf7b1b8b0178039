using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Progress;

/// <summary>How far a learner is with a course: the projection that every screen reads. Recomputed from <see cref="ActivityProgress"/> after each change.</summary>
public sealed class CourseProgress : Entity<CourseProgress>
{
    private CourseProgress() { }

    internal CourseProgress(Id<CourseEnrolment> enrolmentId, Id<Course> courseId, Id<Person> learnerId) =>
        (EnrolmentId, CourseId, LearnerId) = (enrolmentId, courseId, learnerId);

    public Id<CourseEnrolment> EnrolmentId { get; private set; }
    public Id<Course> CourseId { get; private set; }
    public Id<Person> LearnerId { get; private set; }
    /// <summary>Activities done, of those in the version that the learner meets.</summary>
    public int Done { get; private set; }
    public int Total { get; private set; }
    public Id<Activity>? LastActivityId { get; private set; }
    public DateTimeOffset? LastAt { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }
    /// <summary>The version that was completed: the record points at what the person met.</summary>
    public Id<CourseVersion>? CompletedVersionId { get; private set; }
    public int Revision { get; private set; }

    internal void Recompute(CourseVersion version, IReadOnlyCollection<ActivityProgress> activities)
    {
        var done = activities.Where(a => a.IsDone).Select(a => a.ActivityId).ToHashSet();
        Total = version.Outline.Activities.Count();
        Done = version.Outline.Activities.Count(a => done.Contains(a.Id));
        if (activities.MaxBy(a => a.LastAt) is { } last) (LastActivityId, LastAt) = (last.ActivityId, last.LastAt);
        Revision++;

        var required = version.Outline.Activities.Where(a => a.IsRequired).ToList();
        if (CompletedAt is not null || Total == 0 || !(required.Count == 0 ? Done == Total : required.All(a => done.Contains(a.Id)))) return;
        CompletedAt = activities.Max(a => a.DoneAt);
        CompletedVersionId = version.Id;
        Raise(new CourseCompleted(EnrolmentId, CourseId, LearnerId, version.Id, CompletedAt!.Value));
    }
}

/// <summary>A learner has done all that a course requires. Said once per enrolment.</summary>
public sealed record CourseCompleted(Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, Id<Person> LearnerId, Id<CourseVersion> VersionId, DateTimeOffset At) : IEvent;

internal sealed class CourseProgressMap : IEntityTypeConfiguration<CourseProgress>
{
    public void Configure(EntityTypeBuilder<CourseProgress> progress)
    {
        progress.HasOne<CourseEnrolment>().WithMany().HasForeignKey(p => p.EnrolmentId);
        progress.HasOne<CourseVersion>().WithMany().HasForeignKey(p => p.CompletedVersionId).OnDelete(DeleteBehavior.Restrict);
        progress.Property(p => p.Revision).IsConcurrencyToken();
        progress.HasIndex(p => p.EnrolmentId).IsUnique();
        progress.HasIndex(p => p.LearnerId);
        progress.HasIndex(p => p.CourseId);
    }
}
