using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Scheduling;
using Lectern.Progress.Scheduling.Moving;
using Lectern.Progress.Scheduling.Reminding;

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
    /// <summary>Activities done or waived, of those in the version that the learner meets.</summary>
    public int Done { get; private set; }
    public int Total { get; private set; }
    /// <summary>Activities that the course asks for and that aren't done; a new version may ask for more of someone who has completed an earlier one.</summary>
    public int Missing { get; private set; }
    /// <summary>Of <see cref="Done"/>, those that aren't asked of this learner and that they haven't done.</summary>
    public int Waived { get; private set; }
    /// <summary>The earliest date by which something is to be done that isn't; null where nothing is, or nothing is left to do.</summary>
    public DateTimeOffset? DueAt { get; private set; }
    /// <summary>When to look whether the learner is to be reminded of something; null for never. Not part of the projection: whoever looks says when to look again.</summary>
    public DateTimeOffset? RemindAt { get; private set; }
    /// <summary>What they were reminded of already, as JSON (<see cref="Reminded"/>).</summary>
    public string RemindedJson { get; private set; } = Reminded.Nothing;
    public Id<Activity>? LastActivityId { get; private set; }
    public DateTimeOffset? LastAt { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }
    /// <summary>The version that was completed: the record points at what the person met.</summary>
    public Id<CourseVersion>? CompletedVersionId { get; private set; }
    /// <summary>The version that this was computed against.</summary>
    public Id<CourseVersion>? VersionId { get; private set; }
    public int Revision { get; private set; }

    /// <summary>Brings it up to date with what was done, against the version that learners meet. Says whether anything on screen changed.</summary>
    /// <param name="version">That version.</param>
    /// <param name="activities">How they stand with each activity.</param>
    /// <param name="dates">Their dates; <see cref="LearnersDates.None"/> for a cycle that is past.</param>
    internal bool Recompute(CourseVersion version, IReadOnlyCollection<ActivityProgress> activities, LearnersDates dates)
    {
        var before = (Done, Total, Missing, Waived, DueAt, LastActivityId, LastAt, CompletedAt);
        var now = Standing.Of(version, activities, dates);
        (VersionId, Done, Total, Missing, Waived, DueAt, LastActivityId, LastAt) = (version.Id, now.Done, now.Total, now.Missing, now.Waived, now.DueAt, now.LastActivityId, now.LastAt);
        Revision++;
        if (CompletedAt is null && now.CompletedAt is { } completedAt)
        {
            (CompletedAt, CompletedVersionId) = (completedAt, version.Id);
            Raise(new CourseCompleted(EnrolmentId, CourseId, LearnerId, version.Id, completedAt));
        }

        RemindAt = CompletedAt is null ? Reminded.Read(RemindedJson).LookAt(dates, Standing.Left(version.Outline, activities)) : null;
        return before != (Done, Total, Missing, Waived, DueAt, LastActivityId, LastAt, CompletedAt);
    }

    /// <summary>Keeps what the learner has been reminded of, by when something is due for them as it was found then, and when to look again.</summary>
    internal void Remind(Reminded told, DateTimeOffset? dueAt, DateTimeOffset? next)
    {
        (RemindedJson, DueAt, RemindAt) = (told.Write(), dueAt, next);
        Revision++;
    }

    /// <summary>Says that this learner, and a batch with them, has the new dates of the course; the rest follow.</summary>
    internal void PassOn(CourseRescheduled dates) => Raise(new DatesMoved(CourseId, EnrolmentId, dates.Before));

    /// <summary>Tells whoever looks at this learner's progress that it has changed.</summary>
    internal void Announce() => Raise(new CourseProgressed(EnrolmentId, CourseId, LearnerId));

    /// <summary>Says that this learner, and a batch with them, has reached a new version; the rest follow.</summary>
    internal void PassOn() => Raise(new LearnersBroughtForward(CourseId, VersionId!.Value));
}

/// <summary>What the fold of a learner's activities says about a course: a value, so that it can be computed again and compared.</summary>
internal sealed record Standing(int Done, int Total, int Missing, int Waived, DateTimeOffset? DueAt, Id<Activity>? LastActivityId, DateTimeOffset? LastAt, DateTimeOffset? CompletedAt)
{
    /// <summary>The activities in which something is left to do.</summary>
    internal static IReadOnlyList<OutlineActivity> Left(Outline outline, IReadOnlyCollection<ActivityProgress> activities)
    {
        var settled = activities.Where(a => a.IsSettled).Select(a => a.ActivityId).ToHashSet();
        return [.. outline.Activities.Where(a => !settled.Contains(a.Id))];
    }

    internal static Standing Of(CourseVersion version, IReadOnlyCollection<ActivityProgress> activities, LearnersDates dates)
    {
        var outline = version.Outline;
        var doneAt = activities.Where(a => a.IsSettled).ToDictionary(a => a.ActivityId, a => a.DoneAt);
        var waived = activities.Where(a => a.Status == ActivityStatus.Waived).Select(a => a.ActivityId).ToHashSet();
        var all = outline.Activities.ToList();
        var last = activities.Where(a => a.IsBegun).OrderByDescending(a => a.LastAt).ThenBy(a => a.ActivityId.Value).FirstOrDefault();

        var asked = outline.AskedFor;
        var missing = asked.Count(a => !doneAt.ContainsKey(a.Id));
        DateTimeOffset? completedAt = null;
        if (asked.Count > 0 && missing == 0)
        {
            completedAt = asked.Max(a => doneAt[a.Id]);
            // Where a version asks for less than the one before, it is what completes the course: a certificate counts from then, not from long ago.
            if (completedAt < version.PublishedAt) completedAt = version.PublishedAt;
        }

        var dueAt = completedAt is null ? Left(outline, activities).Min(a => dates.DueAt(a.Id)) : null;
        return new Standing(all.Count(a => doneAt.ContainsKey(a.Id)), all.Count, missing, all.Count(a => waived.Contains(a.Id)), dueAt, last?.ActivityId, last?.LastAt, completedAt);
    }
}

/// <summary>A learner's progress with a course is another than before; for pages that show it.</summary>
public sealed record CourseProgressed(Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, Id<Person> LearnerId) : IEvent;

/// <summary>A batch of learners has reached a course's new version.</summary>
internal sealed record LearnersBroughtForward(Id<Course> CourseId, Id<CourseVersion> VersionId) : IEvent;

/// <summary>A learner has done all that a course requires. Said once per enrolment.</summary>
public sealed record CourseCompleted(Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, Id<Person> LearnerId, Id<CourseVersion> VersionId, DateTimeOffset At) : IEvent;

internal sealed class CourseProgressMap : IEntityTypeConfiguration<CourseProgress>
{
    public void Configure(EntityTypeBuilder<CourseProgress> progress)
    {
        progress.HasOne<CourseEnrolment>().WithMany().HasForeignKey(p => p.EnrolmentId);
        progress.HasOne<CourseVersion>().WithMany().HasForeignKey(p => p.CompletedVersionId).OnDelete(DeleteBehavior.Restrict);
        progress.Property(p => p.Revision).IsConcurrencyToken();
        progress.Property(p => p.RemindedJson).HasDefaultValue(Reminded.Nothing);
        progress.HasIndex(p => p.RemindAt);
        progress.HasIndex(p => p.EnrolmentId).IsUnique();
        progress.HasIndex(p => p.LearnerId);
        progress.Property(p => p.VersionId);   // no foreign key: it only tells who is behind
        progress.HasIndex(p => new { p.CourseId, p.VersionId });
    }
}
