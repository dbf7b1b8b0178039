using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Completion;

namespace Lectern.Progress;

/// <summary>
/// How far a learner is with an activity. Completed and passed are done. Waived: it isn't asked of them, for as long
/// as that isn't taken back; it has no mark, and whoever does it all the same is done with it.
/// </summary>
public enum ActivityStatus { Started, Failed, Completed, Passed, Waived }

public static class Statuses
{
    extension(ActivityStatus status)
    {
        /// <summary>They have done it.</summary>
        public bool IsDone => status is ActivityStatus.Completed or ActivityStatus.Passed;

        /// <summary>Nothing is left to do in it: it is done, or isn't asked of them.</summary>
        public bool IsSettled => status.IsDone || status == ActivityStatus.Waived;
    }
}

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
    /// <summary>When it was done, or waived.</summary>
    public DateTimeOffset? DoneAt { get; private set; }
    public DateTimeOffset LastAt { get; private set; }
    /// <summary>The best score, as a share of all points (1 is all), to four places; null while there is none.</summary>
    public decimal? Score { get; private set; }

    /// <summary>When its rule must be asked again although nothing happens: a date that it waits for.</summary>
    public DateTimeOffset? ComesAt { get; private set; }

    /// <summary>Whether the learner was there: others may say something of an activity that they haven't begun.</summary>
    public bool IsBegun { get; private set; } = true;

    /// <summary>Nothing is left to do in it.</summary>
    public bool IsSettled => Status.IsSettled;

    /// <summary>How long a learner may be at the same thing before it is written down again that they are: what "last seen" is exact to.</summary>
    internal static readonly TimeSpan PresenceEvery = TimeSpan.FromMinutes(5);

    internal ActivityStanding Standing => new(Status, StartedAt, DoneAt, LastAt, Score, ComesAt, IsBegun);

    /// <summary>Brings it up to date with all that is recorded of this activity: one record at least.</summary>
    /// <param name="records">All of them, in any order.</param>
    /// <param name="activity">As it is in the version that learners meet; null when it isn't in it.</param>
    /// <param name="rules">What judges.</param>
    /// <param name="now">As of when.</param>
    internal void Recompute(IReadOnlyCollection<LearningRecord> records, OutlineActivity? activity, CompletionRules rules, DateTimeOffset now) =>
        (Status, StartedAt, DoneAt, LastAt, Score, ComesAt, IsBegun) = ActivityStanding.Of(records, activity, rules, now);

    /// <summary>Says that something more was recorded.</summary>
    internal void Announce(DateTimeOffset at) => Raise(new ActivityProgressed(EnrolmentId, CourseId, ActivityId, Status, at));
}

/// <summary>
/// What the records of a learner with one activity add up to: a value, so that it can be computed again and compared.
/// Records may come late, twice or in any order: the result is the same, and what is achieved stays achieved, unless the
/// lesson's author has it done anew (<see cref="OutlineActivity.RenewedAt"/>).
/// </summary>
internal sealed record ActivityStanding(ActivityStatus Status, DateTimeOffset StartedAt, DateTimeOffset? DoneAt, DateTimeOffset LastAt, decimal? Score, DateTimeOffset? ComesAt, bool IsBegun)
{
    internal static ActivityStanding Of(IReadOnlyCollection<LearningRecord> records, OutlineActivity? activity, CompletionRules rules, DateTimeOffset now)
    {
        var waivedAt = WaivedAt(records);
        var said = activity.Counted(records).Select(r => r.Verb).ToHashSet();
        var (doneAt, comesAt) = rules.Judge(activity, records, now);
        // A later failure doesn't undo a success; a pass is better than a completion; what somebody has done is theirs, waived or not.
        var status = (doneAt, said.Contains(LearningVerb.Passed)) switch
        {
            (not null, true) => ActivityStatus.Passed,
            (not null, false) => ActivityStatus.Completed,
            (null, _) when waivedAt is not null => ActivityStatus.Waived,
            (null, false) when said.Contains(LearningVerb.Failed) => ActivityStatus.Failed,
            _ => ActivityStatus.Started,
        };
        var score = records.Where(r => r.Verb == LearningVerb.Scored).Max(r => r.Share);
        // What somebody else says of them is no sign that they were there.
        var seenAt = records.Where(r => r.ById is null).Max(r => (DateTimeOffset?)r.At);
        return new(status, records.Min(r => r.At), doneAt ?? waivedAt, seenAt ?? records.Max(r => r.At), score is { } best ? decimal.Round(best, 4) : null, comesAt, seenAt is not null);
    }

    /// <summary>Since when it isn't asked of them, by what of that wasn't taken back; null when it is.</summary>
    private static DateTimeOffset? WaivedAt(IReadOnlyCollection<LearningRecord> records)
    {
        var takenBack = records.Where(r => r.Verb == LearningVerb.Unwaived).Select(r => r.AttemptId).ToHashSet();
        return records.Where(r => r.Verb == LearningVerb.Waived && !takenBack.Contains(r.AttemptId)).Min(r => (DateTimeOffset?)r.At);
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
        progress.Property(p => p.IsBegun).HasDefaultValue(true);
        progress.Ignore(p => p.Standing);
        progress.HasIndex(p => new { p.EnrolmentId, p.ActivityId }).IsUnique();
        progress.HasIndex(p => new { p.CourseId, p.LastAt });
        progress.HasIndex(p => p.ComesAt);
    }
}
