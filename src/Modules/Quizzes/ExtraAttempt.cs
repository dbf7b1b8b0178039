using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Quizzes;

/// <summary>One attempt more than the rules of a quiz allow, given to one learner by somebody who teaches them. Appended, never taken back.</summary>
public sealed class ExtraAttempt : Entity<ExtraAttempt>, IAudited
{
    public const int LongestReason = 500;

    private ExtraAttempt() { }

    public static Outcome<ExtraAttempt> Give(Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, string? reason, Id<Person> by, DateTimeOffset at)
    {
        var why = QuestionTypes.PlainText.Line(reason);
        if (why.Length == 0) return new Refusal("reason-missing", "Say why. It is kept with the attempt.", nameof(Reason));
        if (why.Length > LongestReason) return new Refusal("reason-too-long", "A reason has at most {0} characters.", nameof(Reason), LongestReason);
        return new ExtraAttempt { EnrolmentId = enrolmentId, ActivityId = activityId, Reason = why, GivenById = by, GivenAt = at };
    }

    public Id<CourseEnrolment> EnrolmentId { get; private set; }
    public Id<Activity> ActivityId { get; private set; }
    /// <summary>One line.</summary>
    public string Reason { get; private set; } = "";
    /// <summary>Null when they are no longer known here.</summary>
    public Id<Person>? GivenById { get; private set; }
    public DateTimeOffset GivenAt { get; private set; }

    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(EnrolmentId), nameof(ActivityId), nameof(Reason)];
}

internal sealed class ExtraAttemptMap : IEntityTypeConfiguration<ExtraAttempt>
{
    public void Configure(EntityTypeBuilder<ExtraAttempt> extra)
    {
        extra.Property(e => e.ActivityId);   // the activity may be gone from the draft; what was given stays
        extra.Property(e => e.Reason).HasMaxLength(ExtraAttempt.LongestReason);
        extra.HasOne<CourseEnrolment>().WithMany().HasForeignKey(e => e.EnrolmentId);
        extra.HasOne<Person>().WithMany().HasForeignKey(e => e.GivenById).OnDelete(DeleteBehavior.SetNull);
        extra.HasIndex(e => new { e.EnrolmentId, e.ActivityId });
    }
}
