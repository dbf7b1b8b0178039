using Lectern.Courses;
using Lectern.People;

namespace Lectern.Enrolment;

public enum EnrolmentStatus { Active, Withdrawn }

/// <summary>A person is a learner of a course. There is at most one per person and course; it is withdrawn, never deleted.</summary>
public sealed class CourseEnrolment : Entity<CourseEnrolment>, IAudited
{
    private CourseEnrolment() { }

    public CourseEnrolment(Id<Course> courseId, Id<Person> learnerId, string source, DateTimeOffset at)
    {
        CourseId = courseId;
        LearnerId = learnerId;
        Source = source;
        EnrolledAt = at;
        Raise(new LearnerEnrolled(Id, courseId, learnerId, at, source));
    }

    public Id<Course> CourseId { get; private set; }
    public Id<Person> LearnerId { get; private set; }
    public EnrolmentStatus Status { get; private set; } = EnrolmentStatus.Active;
    /// <summary>Why this person is here: "self", "assigned", "import".</summary>
    public string Source { get; private set; } = "";
    public DateTimeOffset EnrolledAt { get; private set; }
    public DateTimeOffset? WithdrawnAt { get; private set; }
    /// <summary>Who ended it: the learner, or somebody who took them out.</summary>
    public Id<Person>? WithdrawnById { get; private set; }
    /// <summary>Whether somebody else ended it; then the learner doesn't come back by themselves.</summary>
    public bool WasTakenOut => Status == EnrolmentStatus.Withdrawn && WithdrawnById is { } by && by != LearnerId;

    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(CourseId), nameof(LearnerId), nameof(Status), nameof(Source), nameof(WithdrawnById)];

    public void Withdraw(Id<Person> by, DateTimeOffset at)
    {
        if (Status == EnrolmentStatus.Withdrawn) return;
        (Status, WithdrawnAt, WithdrawnById) = (EnrolmentStatus.Withdrawn, at, by);
        Raise(new LearnerWithdrew(Id, CourseId, LearnerId, by, at));
    }

    /// <summary>Makes them a learner again. Whoever is one by themselves and is then enrolled by somebody is in by that, and no longer leaves by themselves.</summary>
    public void Resume(string source, DateTimeOffset at)
    {
        if (Status == EnrolmentStatus.Active)
        {
            if (Source == EnrolmentSources.Self) Source = source;
            return;
        }

        (Status, WithdrawnAt, WithdrawnById, Source) = (EnrolmentStatus.Active, null, null, source);
        Raise(new LearnerEnrolled(Id, CourseId, LearnerId, at, source));
    }
}

public sealed record LearnerEnrolled(Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, Id<Person> LearnerId, DateTimeOffset At, string Source) : IEvent;
public sealed record LearnerWithdrew(Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, Id<Person> LearnerId, Id<Person> ById, DateTimeOffset At) : IEvent;

internal sealed class CourseEnrolmentMap : IEntityTypeConfiguration<CourseEnrolment>
{
    public void Configure(EntityTypeBuilder<CourseEnrolment> enrolment)
    {
        enrolment.Property(e => e.Source).HasMaxLength(40);
        enrolment.Ignore(e => e.WasTakenOut);
        enrolment.Property(e => e.WithdrawnById);   // no foreign key: it says who did it, also when the account is gone
        enrolment.HasOne<Course>().WithMany().HasForeignKey(e => e.CourseId);
        enrolment.HasOne<Person>().WithMany().HasForeignKey(e => e.LearnerId);
        enrolment.HasIndex(e => new { e.LearnerId, e.CourseId }).IsUnique();
        enrolment.HasIndex(e => new { e.CourseId, e.Status });
    }
}
