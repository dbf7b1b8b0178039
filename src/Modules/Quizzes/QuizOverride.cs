using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Quizzes;

/// <summary>What of the rules of a quiz is otherwise for a learner or a unit. Null leaves a rule as the quiz has it; zero takes a limit away.</summary>
public sealed record OverriddenRules
{
    public DateTimeOffset? OpensAt { get; init; }
    public DateTimeOffset? ClosesAt { get; init; }
    /// <summary>1 to 1,440; 0 for no limit.</summary>
    public int? TimeLimitMinutes { get; init; }
    /// <summary>1 to 100; 0 for any number.</summary>
    public int? AttemptsAllowed { get; init; }
    public string? Password { get; init; }

    public bool IsEmpty => this == new OverriddenRules();
}

/// <summary>Something agreed about one quiz, with one learner or for all who belong to a unit (<see cref="Overrides.AgreedRules"/> says what holds where there are several). It holds at once, also for an attempt that is open; taking it back removes it, and the audit log keeps what was.</summary>
public sealed class QuizOverride : Entity<QuizOverride>, IAudited
{
    public const int LongestReason = 500;

    private QuizOverride() { }

    public QuizOverride(Id<CourseEnrolment> enrolmentId, Id<Activity> activityId) => (EnrolmentId, ActivityId) = (enrolmentId, activityId);

    public QuizOverride(Id<Scope> unitId, Id<Activity> activityId) => (UnitId, ActivityId) = (unitId, activityId);

    /// <summary>Whose it is; null for that of a unit.</summary>
    public Id<CourseEnrolment>? EnrolmentId { get; private set; }
    /// <summary>Of whom: everybody who belongs to it or to a unit below it; null for that of one learner.</summary>
    public Id<Scope>? UnitId { get; private set; }
    public Id<Activity> ActivityId { get; private set; }
    public DateTimeOffset? OpensAt { get; private set; }
    public DateTimeOffset? ClosesAt { get; private set; }
    public int? TimeLimitMinutes { get; private set; }
    public int? AttemptsAllowed { get; private set; }
    public string? Password { get; private set; }
    /// <summary>One line; for those who teach, not for the learner.</summary>
    public string Reason { get; private set; } = "";
    /// <summary>Who changed it last; null when they are no longer known here.</summary>
    public Id<Person>? SetById { get; private set; }
    public DateTimeOffset SetAt { get; private set; }
    /// <summary>Raised by every change; two people who edit can't overwrite each other unseen.</summary>
    public int Revision { get; private set; }

    public Refusal? Set(OverriddenRules rules, string? reason, Id<Person> by, DateTimeOffset at)
    {
        var why = QuestionTypes.PlainText.Line(reason);
        if (rules.IsEmpty) return new("override-empty", "Enter what is to be otherwise.", nameof(OverriddenRules.ClosesAt));
        if (rules.TimeLimitMinutes is < 0 or > 1440) return new("time-limit-out-of-range", "Enter a number of minutes from 0 to 1,440; 0 for no limit.", nameof(OverriddenRules.TimeLimitMinutes));
        if (rules.AttemptsAllowed is < 0 or > 100) return new("attempts-out-of-range", "Enter a number of attempts from 0 to 100; 0 for any number.", nameof(OverriddenRules.AttemptsAllowed));
        if (rules.OpensAt >= rules.ClosesAt) return new("closes-before-it-opens", "It would close before it opens. Choose a later time.", nameof(OverriddenRules.ClosesAt));
        if (rules.Password is { } password && (password.Length is 0 or > QuizSettings.LongestPassword || password != QuestionTypes.PlainText.Line(password))) return new("password-unfit", "A password of a quiz is one line of at most {0} characters.", nameof(OverriddenRules.Password), QuizSettings.LongestPassword);
        if (why.Length == 0) return new("reason-missing", "Say why. It is kept with it.", nameof(Reason));
        if (why.Length > LongestReason) return new("reason-too-long", "A reason has at most {0} characters.", nameof(Reason), LongestReason);
        (OpensAt, ClosesAt, TimeLimitMinutes, AttemptsAllowed, Password) = (rules.OpensAt, rules.ClosesAt, rules.TimeLimitMinutes, rules.AttemptsAllowed, rules.Password);
        (Reason, SetById, SetAt) = (why, by, at);
        Revision++;
        Raise(new RulesAgreed(EnrolmentId, UnitId, ActivityId));
        return null;
    }

    /// <summary>To be called before it is removed: an attempt that is open follows.</summary>
    public void End() => Raise(new RulesAgreed(EnrolmentId, UnitId, ActivityId));

    /// <summary>The rules with what is otherwise.</summary>
    public QuizSettings Applied(QuizSettings settings) => settings with
    {
        OpensAt = OpensAt ?? settings.OpensAt,
        ClosesAt = ClosesAt ?? settings.ClosesAt,
        TimeLimitMinutes = TimeLimitMinutes is { } minutes ? minutes == 0 ? null : minutes : settings.TimeLimitMinutes,
        AttemptsAllowed = AttemptsAllowed is { } attempts ? attempts == 0 ? null : attempts : settings.AttemptsAllowed,
        Password = Password ?? settings.Password,
    };

    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(EnrolmentId), nameof(UnitId), nameof(ActivityId), nameof(OpensAt), nameof(ClosesAt), nameof(TimeLimitMinutes), nameof(AttemptsAllowed), nameof(Reason)];
}

/// <summary>Other rules hold at a quiz than before, for a learner or for all of a unit.</summary>
public sealed record RulesAgreed(Id<CourseEnrolment>? EnrolmentId, Id<Scope>? UnitId, Id<Activity> ActivityId) : IEvent;

internal sealed class QuizOverrideMap : IEntityTypeConfiguration<QuizOverride>
{
    public void Configure(EntityTypeBuilder<QuizOverride> agreed)
    {
        agreed.Property(o => o.Password).HasMaxLength(QuizSettings.LongestPassword);
        agreed.Property(o => o.ActivityId);   // the activity may be gone from the draft; what was agreed stays
        agreed.Property(o => o.Reason).HasMaxLength(QuizOverride.LongestReason);
        agreed.Property(o => o.Revision).IsConcurrencyToken();
        agreed.HasOne<CourseEnrolment>().WithMany().HasForeignKey(o => o.EnrolmentId).OnDelete(DeleteBehavior.Cascade);
        agreed.HasOne<Scope>().WithMany().HasForeignKey(o => o.UnitId).OnDelete(DeleteBehavior.Cascade);
        agreed.HasOne<Person>().WithMany().HasForeignKey(o => o.SetById).OnDelete(DeleteBehavior.SetNull);
        agreed.HasIndex(o => new { o.EnrolmentId, o.ActivityId }).IsUnique();
        agreed.HasIndex(o => new { o.ActivityId, o.UnitId }).IsUnique();
    }
}
