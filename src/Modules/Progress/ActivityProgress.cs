using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Progress;

/// <summary>How far a learner is with an activity. Completed and passed are done; what is done stays done.</summary>
public enum ActivityStatus { Started, Failed, Completed, Passed }

/// <summary>How far one learner is with one activity: the fold of what was recorded about it, kept beside the records themselves.</summary>
public sealed class ActivityProgress : Entity<ActivityProgress>
{
    private ActivityProgress() { }

    internal ActivityProgress(Id<CourseEnrolment> enrolmentId, Id<Course> courseId, Id<Activity> activityId) =>
        (EnrolmentId, CourseId, ActivityId) = (enrolmentId, courseId, activityId);

    public Id<CourseEnrolment> EnrolmentId { get; private set; }
    public Id<Course> CourseId { get; private set; }
    public Id<Activity> ActivityId { get; private set; }
    public ActivityStatus Status { get; private set; } = ActivityStatus.Started;
    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }
    public DateTimeOffset LastAt { get; private set; }
    /// <summary>The best score, as a share of all points (1 is all), to four places; null while there is none.</summary>
    public decimal? Score { get; private set; }

    public bool IsDone => Status is ActivityStatus.Completed or ActivityStatus.Passed;

    /// <summary>How long a learner may be at the same thing before it is written down again that they are: what "last seen" is exact to.</summary>
    internal static readonly TimeSpan PresenceEvery = TimeSpan.FromMinutes(5);

    internal ActivityStanding Standing => new(Status, StartedAt, DoneAt, LastAt, Score);

    /// <summary>Brings it up to date with all that is recorded of this activity: one record at least.</summary>
    internal void Recompute(IReadOnlyCollection<LearningRecord> records) => (Status, StartedAt, DoneAt, LastAt, Score) = ActivityStanding.Of(records);

    /// <summary>Says that something more was recorded.</summary>
    internal void Announce(DateTimeOffset at) => Raise(new ActivityProgressed(EnrolmentId, CourseId, ActivityId, Status, at));
}

/// <summary>
/// What the records of a learner with one activity add up to: a value, so that it can be computed again and compared.
/// Records may come late, twice or in any order: the result is the same, and what is achieved stays achieved.
/// </summary>
internal sealed record ActivityStanding(ActivityStatus Status, DateTimeOffset StartedAt, DateTimeOffset? DoneAt, DateTimeOffset LastAt, decimal? Score)
{
    /// <param name="records">One at least.</param>
    internal static ActivityStanding Of(IReadOnlyCollection<LearningRecord> records)
    {
        var said = records.Select(r => r.Verb).ToHashSet();
        // A later failure doesn't undo a success; a pass is better than a completion.
        var status = said.Contains(LearningVerb.Passed) ? ActivityStatus.Passed
            : said.Contains(LearningVerb.Completed) ? ActivityStatus.Completed
            : said.Contains(LearningVerb.Failed) ? ActivityStatus.Failed
            : ActivityStatus.Started;
        DateTimeOffset? doneAt = records.Where(r => r.Verb is LearningVerb.Passed or LearningVerb.Completed).Select(r => (DateTimeOffset?)r.At).Min();
        var score = records.Where(r => r.Verb == LearningVerb.Scored).Max(r => r.Share);
        return new(status, records.Min(r => r.At), doneAt, records.Max(r => r.At), score is { } best ? decimal.Round(best, 4) : null);
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
        progress.Property(p => p.Score).HasPrecision(7, 4);
        progress.Ignore(p => p.Standing);
        progress.HasIndex(p => new { p.EnrolmentId, p.ActivityId }).IsUnique();
        progress.HasIndex(p => new { p.CourseId, p.LastAt });
    }
}
