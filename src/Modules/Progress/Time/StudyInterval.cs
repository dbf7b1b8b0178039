using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Progress.Time;

/// <summary>
/// Evidence of effective time: from this moment to that one a learner was at an activity, with its page in front of them and active.
/// By the server's clock, in UTC. The intervals of one person never overlap, in whatever course, tab or on whatever device: a moment counts once,
/// and for the activity that told of it first. So totals are plain sums. Nothing of what they did stands here, nor from where.
/// </summary>
public sealed class StudyInterval : Entity<StudyInterval>
{
    private StudyInterval() { }

    internal StudyInterval(Sitting sitting, Stretch stretch, bool isLate)
    {
        (EnrolmentId, ActivityId, LearnerId, IsLate) = (sitting.EnrolmentId, sitting.ActivityId, sitting.LearnerId, isLate);
        Set(stretch.From, stretch.To);
    }

    /// <summary>Also says in which cycle it was.</summary>
    public Id<CourseEnrolment> EnrolmentId { get; private set; }
    public Id<Activity> ActivityId { get; private set; }
    public Id<Person> LearnerId { get; private set; }
    public DateTimeOffset From { get; private set; }
    /// <summary>The first moment that isn't in it.</summary>
    public DateTimeOffset To { get; private set; }
    /// <summary>From one to the other, for the database to sum.</summary>
    public long Milliseconds { get; private set; }
    /// <summary>Whether it was reported more than <see cref="TimeRule.LateAfter"/> after it had passed, because the device had no connection: then only the device's word says that it was so.</summary>
    public bool IsLate { get; private set; }

    internal Stretch Stretch => new(From, To);

    /// <summary>Whether a stretch goes on exactly where this one ends.</summary>
    internal bool GoesOnWith(Sitting sitting, Stretch stretch, bool isLate) =>
        To == stretch.From && (EnrolmentId, ActivityId, IsLate) == (sitting.EnrolmentId, sitting.ActivityId, isLate) && stretch.To - From <= Sitting.Longest;

    internal void GoOnTo(DateTimeOffset to) => Set(From, to);

    private void Set(DateTimeOffset from, DateTimeOffset to) => (From, To, Milliseconds) = (from, to, (long)(to - from).TotalMilliseconds);
}

/// <summary>
/// One row per learner: whoever adds to the intervals of a learner renews its revision, so that two reports at the same moment, of two
/// tabs or devices, don't count the same minute twice.
/// </summary>
public sealed class StudyLedger : Entity<StudyLedger>
{
    private StudyLedger() { }

    internal StudyLedger(Id<Person> learnerId) => LearnerId = learnerId;

    public Id<Person> LearnerId { get; private set; }
    public int Revision { get; private set; }

    internal void Renew() => Revision++;
}

internal sealed class StudyIntervalMap : IEntityTypeConfiguration<StudyInterval>
{
    public void Configure(EntityTypeBuilder<StudyInterval> interval)
    {
        interval.HasOne<CourseEnrolment>().WithMany().HasForeignKey(i => i.EnrolmentId);
        interval.Property(i => i.ActivityId);   // no foreign key: activities may be gone from the draft
        interval.Property(i => i.LearnerId);    // the enrolment's
        interval.Ignore(i => i.Stretch);
        interval.HasIndex(i => new { i.LearnerId, i.From }).IsUnique();
        interval.HasIndex(i => new { i.EnrolmentId, i.ActivityId });
    }
}

internal sealed class StudyLedgerMap : IEntityTypeConfiguration<StudyLedger>
{
    public void Configure(EntityTypeBuilder<StudyLedger> ledger)
    {
        ledger.HasOne<Person>().WithMany().HasForeignKey(l => l.LearnerId);
        ledger.HasIndex(l => l.LearnerId).IsUnique();
        ledger.Property(l => l.Revision).IsConcurrencyToken();
    }
}
