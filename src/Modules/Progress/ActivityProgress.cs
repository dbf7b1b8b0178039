using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Progress;

/// <summary>How far a learner is with an activity. Completed and passed are done; what is done stays done.</summary>
public enum ActivityStatus { Started, Failed, Completed, Passed }

/// <summary>How far one learner is with one activity: the fold of what was reported, kept beside the reports themselves.</summary>
public sealed class ActivityProgress : Entity<ActivityProgress>
{
    private ActivityProgress() { }

    internal ActivityProgress(Id<CourseEnrolment> enrolmentId, Id<Course> courseId, Id<Activity> activityId, DateTimeOffset at)
    {
        (EnrolmentId, CourseId, ActivityId, StartedAt, LastAt) = (enrolmentId, courseId, activityId, at, at);
        Raise(new ActivityProgressed(enrolmentId, courseId, activityId, ActivityStatus.Started, at));
    }

    public Id<CourseEnrolment> EnrolmentId { get; private set; }
    public Id<Course> CourseId { get; private set; }
    public Id<Activity> ActivityId { get; private set; }
    public ActivityStatus Status { get; private set; } = ActivityStatus.Started;
    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }
    public DateTimeOffset LastAt { get; private set; }

    public bool IsDone => Status is ActivityStatus.Completed or ActivityStatus.Passed;

    /// <summary>Takes in a report. A later failure doesn't undo a success; a pass is better than a completion.</summary>
    internal void Report(ActivityStatus status, DateTimeOffset at)
    {
        LastAt = at > LastAt ? at : LastAt;
        if (status <= Status) return;
        Status = status;
        if (IsDone) DoneAt ??= at;
        Raise(new ActivityProgressed(EnrolmentId, CourseId, ActivityId, status, at));
    }
}

/// <summary>A learner has got further with an activity.</summary>
public sealed record ActivityProgressed(Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, Id<Activity> ActivityId, ActivityStatus Status, DateTimeOffset At) : IEvent;

internal sealed class ActivityProgressMap : IEntityTypeConfiguration<ActivityProgress>
{
    public void Configure(EntityTypeBuilder<ActivityProgress> progress)
    {
        progress.HasOne<CourseEnrolment>().WithMany().HasForeignKey(p => p.EnrolmentId);
        progress.Property(p => p.CourseId);      // for one course's page without a join; activities may be gone from the draft
        progress.Property(p => p.ActivityId);
        progress.HasIndex(p => new { p.EnrolmentId, p.ActivityId }).IsUnique();
        progress.HasIndex(p => new { p.CourseId, p.LastAt });
    }
}
