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
        Raise(new LearnerEnrolled(Id, courseId, learnerId, at));
    }

    public Id<Course> CourseId { get; private set; }
    public Id<Person> LearnerId { get; private set; }
    public EnrolmentStatus Status { get; private set; } = EnrolmentStatus.Active;
    /// <summary>Why this person is here: "self", "assigned", "import".</summary>
    public string Source { get; private set; } = "";
    public DateTimeOffset EnrolledAt { get; private set; }
    public DateTimeOffset? WithdrawnAt { get; private set; }

    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(CourseId), nameof(LearnerId), nameof(Status), nameof(Source)];

    public void Withdraw(DateTimeOffset at)
    {
        if (Status == EnrolmentStatus.Withdrawn) return;
        (Status, WithdrawnAt) = (EnrolmentStatus.Withdrawn, at);
        Raise(new LearnerWithdrew(Id, CourseId, LearnerId));
    }

    public void Resume(string source, DateTimeOffset at)
    {
        if (Status == EnrolmentStatus.Active) return;
        (Status, WithdrawnAt, Source) = (EnrolmentStatus.Active, null, source);
        Raise(new LearnerEnrolled(Id, CourseId, LearnerId, at));
    }
}

public sealed record LearnerEnrolled(Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, Id<Person> LearnerId, DateTimeOffset At) : IEvent;
public sealed record LearnerWithdrew(Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, Id<Person> LearnerId) : IEvent;

internal sealed class CourseEnrolmentMap : IEntityTypeConfiguration<CourseEnrolment>
{
    public void Configure(EntityTypeBuilder<CourseEnrolment> enrolment)
    {
        enrolment.Property(e => e.Source).HasMaxLength(40);
        enrolment.HasOne<Course>().WithMany().HasForeignKey(e => e.CourseId);
        enrolment.HasOne<Person>().WithMany().HasForeignKey(e => e.LearnerId);
        enrolment.HasIndex(e => new { e.LearnerId, e.CourseId }).IsUnique();
        enrolment.HasIndex(e => new { e.CourseId, e.Status });
    }
}
