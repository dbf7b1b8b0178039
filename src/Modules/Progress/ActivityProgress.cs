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

    /// <summary>How long a learner may be at the same thing before it is written down again that they are: what "last seen" is exact to.</summary>
    internal static readonly TimeSpan PresenceEvery = TimeSpan.FromMinutes(5);

    /// <summary>Whether a report says something that isn't known yet: more achieved, or still at it after a while.</summary>
    internal bool IsNews(ActivityStatus status, DateTimeOffset at) => status > Status || at - LastAt >= PresenceEvery;

    /// <summary>
    /// Takes in a report. A later failure doesn't undo a success; a pass is better than a completion. Reports may come late,
    /// twice or in any order: the result is the same (the best status, the earliest start and success, the latest sign of life).
    /// </summary>
    internal void Report(ActivityStatus status, DateTimeOffset at)
    {
        var before = (Status, StartedAt, DoneAt, LastAt);
        if (status > Status) Status = status;
        if (at < StartedAt) StartedAt = at;
        if (at > LastAt) LastAt = at;
        if (status is ActivityStatus.Completed or ActivityStatus.Passed && (DoneAt is null || at < DoneAt)) DoneAt = at;
        if (before != (Status, StartedAt, DoneAt, LastAt)) Raise(new ActivityProgressed(EnrolmentId, CourseId, ActivityId, Status, at));
    }
}

/// <summary>A learner has got further with an activity, or is still at it.</summary>
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
