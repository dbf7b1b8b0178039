using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Completion;

namespace Lectern.Progress;

/// <summary>How far a learner is with an activity. Completed and passed are done.</summary>
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

    /// <summary>When its rule must be asked again although nothing happens: a date that it waits for.</summary>
    public DateTimeOffset? ComesAt { get; private set; }

    public bool IsDone => Status is ActivityStatus.Completed or ActivityStatus.Passed;

    /// <summary>How long a learner may be at the same thing before it is written down again that they are: what "last seen" is exact to.</summary>
    internal static readonly TimeSpan PresenceEvery = TimeSpan.FromMinutes(5);

    internal ActivityStanding Standing => new(Status, StartedAt, DoneAt, LastAt, Score, ComesAt);

    /// <summary>Brings it up to date with all that is recorded of this activity: one record at least.</summary>
    /// <param name="records">All of them, in any order.</param>
    /// <param name="activity">As it is in the version that learners meet; null when it isn't in it.</param>
    /// <param name="rules">What judges.</param>
    /// <param name="now">As of when.</param>
    internal void Recompute(IReadOnlyCollection<LearningRecord> records, OutlineActivity? activity, CompletionRules rules, DateTimeOffset now) =>
        (Status, StartedAt, DoneAt, LastAt, Score, ComesAt) = ActivityStanding.Of(records, activity, rules, now);

    /// <summary>Says that something more was recorded.</summary>
    internal void Announce(DateTimeOffset at) => Raise(new ActivityProgressed(EnrolmentId, CourseId, ActivityId, Status, at));
}

/// <summary>
/// What the records of a learner with one activity add up to: a value, so that it can be computed again and compared.
/// Records may come late, twice or in any order: the result is the same, and what is achieved stays achieved, unless the
/// lesson's author has it done anew (<see cref="OutlineActivity.RenewedAt"/>).
/// </summary>
internal sealed record ActivityStanding(ActivityStatus Status, DateTimeOffset StartedAt, DateTimeOffset? DoneAt, DateTimeOffset LastAt, decimal? Score, DateTimeOffset? ComesAt)
{
    internal static ActivityStanding Of(IReadOnlyCollection<LearningRecord> records, OutlineActivity? activity, CompletionRules rules, DateTimeOffset now)
    {
        var said = activity.Counted(records).Select(r => r.Verb).ToHashSet();
        var (doneAt, comesAt) = rules.Judge(activity, records, now);
        // A later failure doesn't undo a success; a pass is better than a completion.
        var status = (doneAt, said.Contains(LearningVerb.Passed)) switch
        {
            (not null, true) => ActivityStatus.Passed,
            (not null, false) => ActivityStatus.Completed,
            (null, false) when said.Contains(LearningVerb.Failed) => ActivityStatus.Failed,
            _ => ActivityStatus.Started,
        };
        var score = records.Where(r => r.Verb == LearningVerb.Scored).Max(r => r.Share);
        // What somebody else says of them is no sign that they were there.
        var lastAt = records.Where(r => r.ById is null).Max(r => (DateTimeOffset?)r.At) ?? records.Max(r => r.At);
        return new(status, records.Min(r => r.At), doneAt, lastAt, score is { } best ? decimal.Round(best, 4) : null, comesAt);
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
        progress.HasIndex(p => p.ComesAt);
    }
}
