using System.Text.Json.Serialization;
using Lectern.Courses;
using Lectern.People;

namespace Lectern.Enrolment;

/// <summary>Past: the person has begun the course again since; another enrolment took the place of this one.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EnrolmentStatus>))]
public enum EnrolmentStatus { Active, Withdrawn, Past }

/// <summary>
/// A person is a learner of a course, for one cycle: who takes a course again, next term or because a certificate expires, gets another
/// enrolment, and what was done in the earlier one stays with it. Of a person and a course one at most isn't past. None is ever deleted.
/// </summary>
public sealed class CourseEnrolment : Entity<CourseEnrolment>, IAudited
{
    private CourseEnrolment() { }

    public CourseEnrolment(Id<Course> courseId, Id<Person> learnerId, string source, DateTimeOffset at) : this(courseId, learnerId, source, at, 1) { }

    private CourseEnrolment(Id<Course> courseId, Id<Person> learnerId, string source, DateTimeOffset at, int cycle)
    {
        CourseId = courseId;
        LearnerId = learnerId;
        Source = source;
        EnrolledAt = at;
        Cycle = cycle;
        Raise(new LearnerEnrolled(Id, courseId, learnerId, at, source, cycle));
    }

    public Id<Course> CourseId { get; private set; }
    public Id<Person> LearnerId { get; private set; }
    public EnrolmentStatus Status { get; private set; } = EnrolmentStatus.Active;
    /// <summary>1 for the first time that the person takes the course, and so on.</summary>
    public int Cycle { get; private set; } = 1;
    /// <summary>When the next cycle took the place of this one.</summary>
    public DateTimeOffset? PastAt { get; private set; }
    /// <summary>Why this person is here: "self", "assigned", "import".</summary>
    public string Source { get; private set; } = "";
    public DateTimeOffset EnrolledAt { get; private set; }
    public DateTimeOffset? WithdrawnAt { get; private set; }
    /// <summary>Who ended it: the learner, or somebody who took them out.</summary>
    public Id<Person>? WithdrawnById { get; private set; }
    /// <summary>Whether somebody else ended it; then the learner doesn't come back by themselves.</summary>
    public bool WasTakenOut => Status == EnrolmentStatus.Withdrawn && WithdrawnById is { } by && by != LearnerId;

    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(CourseId), nameof(LearnerId), nameof(Status), nameof(Source), nameof(Cycle), nameof(WithdrawnById)];

    public void Withdraw(Id<Person> by, DateTimeOffset at)
    {
        if (Status != EnrolmentStatus.Active) return;
        (Status, WithdrawnAt, WithdrawnById) = (EnrolmentStatus.Withdrawn, at, by);
        Raise(new LearnerWithdrew(Id, CourseId, LearnerId, by, at));
    }

    /// <summary>Makes them a learner again. Whoever is one by themselves and is then enrolled by somebody is in by that, and no longer leaves by themselves.</summary>
    public void Resume(string source, DateTimeOffset at)
    {
        if (Status == EnrolmentStatus.Past) return;
        if (Status == EnrolmentStatus.Active)
        {
            if (Source == EnrolmentSources.Self) Source = source;
            return;
        }

        (Status, WithdrawnAt, WithdrawnById, Source) = (EnrolmentStatus.Active, null, null, source);
        Raise(new LearnerEnrolled(Id, CourseId, LearnerId, at, source, Cycle));
    }

    /// <summary>Ends this cycle, which stays as it is, and begins the next one.</summary>
    public Outcome<CourseEnrolment> BeginAgain(string source, DateTimeOffset at)
    {
        if (Status == EnrolmentStatus.Past) return new Refusal("cycle-past", "This was an earlier cycle, and a newer one has begun since.");
        (Status, PastAt) = (EnrolmentStatus.Past, at);
        Raise(new CycleEnded(Id, CourseId, LearnerId, at));
        return new CourseEnrolment(CourseId, LearnerId, source, at, Cycle + 1);
    }
}

public sealed record LearnerEnrolled(Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, Id<Person> LearnerId, DateTimeOffset At, string Source, int Cycle = 1) : IEvent;
/// <summary>A person has begun the course again; what was done until now stays with this enrolment.</summary>
public sealed record CycleEnded(Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, Id<Person> LearnerId, DateTimeOffset At) : IEvent;
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
        enrolment.HasIndex(e => new { e.LearnerId, e.CourseId, e.Cycle }).IsUnique();
        enrolment.HasIndex(e => new { e.LearnerId, e.CourseId }, "IX_CourseEnrolment_Current").IsUnique().HasFilter("\"Status\" <> 'Past'");
        enrolment.HasIndex(e => new { e.CourseId, e.Status });
    }
}
