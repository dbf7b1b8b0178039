using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.MarkingQueue;

/// <summary>
/// A question of an attempt that is handed in and whose points a person or a job has to say, with the draft of whoever is at it. A draft is nowhere
/// but here: only when it is given does it become a step of the attempt (<see cref="Attempt.Mark"/>), which is all that learners' pages read.
/// </summary>
public sealed class AwaitedMark : Entity<AwaitedMark>, IAudited
{
    internal const int LongestWindow = 40;

    private AwaitedMark() { }

    /// <summary>What waits in an attempt that was just handed in.</summary>
    public static IEnumerable<AwaitedMark> Of(Attempt attempt, AnswerSheet sheet, QuestionKinds kinds) =>
        new AttemptReckoning(sheet).Questions.Where(q => q.Waits).Select(q => new AwaitedMark
        {
            AttemptId = attempt.Id,
            QuestionId = q.Question.Id,
            EnrolmentId = attempt.EnrolmentId,
            CourseId = attempt.CourseId,
            ActivityId = attempt.ActivityId,
            MarkedBy = kinds[q.Question.Kind].MarkedBy,
            SubmittedAt = attempt.SubmittedAt!.Value,
        });

    public Id<Attempt> AttemptId { get; private set; }
    public Id<Question> QuestionId { get; private set; }
    public Id<CourseEnrolment> EnrolmentId { get; private set; }
    public Id<Course> CourseId { get; private set; }
    public Id<Activity> ActivityId { get; private set; }
    /// <summary>A person or a job. What a job couldn't mark becomes a person's.</summary>
    public MarkedBy MarkedBy { get; private set; }
    public DateTimeOffset SubmittedAt { get; private set; }
    /// <summary>0 to the question's points; null while nobody has said.</summary>
    public decimal? DraftPoints { get; private set; }
    /// <summary>Sanitised HTML; "" for nothing.</summary>
    public string DraftComment { get; private set; } = "";
    public Id<Person>? DraftById { get; private set; }
    public DateTimeOffset? DraftAt { get; private set; }
    /// <summary>The key of the window in which it was drafted; "" for none.</summary>
    public string DraftWindow { get; private set; } = "";
    /// <summary>When it became a step of the attempt last; null while it waits.</summary>
    public DateTimeOffset? GivenAt { get; private set; }
    /// <summary>Since when the job has found that the host can't run programs just now; null where it could, or didn't try.</summary>
    public DateTimeOffset? HostMissingSince { get; private set; }
    /// <summary>Until when the answer is in the hands of a job that runs it, unless that says something before; null while none does. Whoever's server died has lost it then.</summary>
    public DateTimeOffset? TakenUntil { get; private set; }
    /// <summary>Raised by every draft: two who mark the same answer can't overwrite each other unseen.</summary>
    public int Revision { get; private set; }

    internal static Refusal MarkedMeanwhile { get; } = new("marked-meanwhile", "Somebody else has marked this answer since you opened it. Saving again puts yours in place of theirs.");

    public bool HasDraft => DraftAt is not null;

    /// <summary>No draft's words stand in the log: they aren't told yet.</summary>
    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(AttemptId), nameof(QuestionId), nameof(GivenAt)];

    /// <summary>A draft is no mark.</summary>
    bool IAudited.LogsOtherChanges => false;

    /// <summary>Keeps what whoever marks has so far.</summary>
    /// <param name="points">Null when they haven't said yet.</param>
    /// <param name="maximum">What the question is worth.</param>
    /// <param name="comment">Sanitised HTML.</param>
    /// <param name="seen">The revision that they saw.</param>
    /// <param name="window">The key of their window.</param>
    /// <param name="by">Who.</param>
    /// <param name="at">Now.</param>
    public Refusal? Draft(decimal? points, decimal maximum, string comment, int seen, string window, Id<Person> by, DateTimeOffset at)
    {
        if (Unfit(points, maximum, comment, seen) is { } refusal) return refusal;
        (DraftPoints, DraftComment, DraftById, DraftAt, DraftWindow) = (points, comment, by, at, window.Length > LongestWindow ? window[..LongestWindow] : window);
        Revision++;
        return null;
    }

    private Refusal? Unfit(decimal? points, decimal maximum, string comment, int seen)
    {
        if (seen != Revision) return MarkedMeanwhile;
        if (points < 0 || points > maximum) return new Refusal("points-out-of-range", "Enter points from 0 to {0}.", "points", maximum);
        if (comment.Length > AttemptStep.LongestComment) return new Refusal("comment-too-long", "A comment has at most {0} characters.", "comment", AttemptStep.LongestComment);
        return points is { } given && decimal.Round(given, 2) != given ? new Refusal("points-too-fine", "Points have at most two decimals.", "points") : null;
    }

    /// <summary>Whether this window of theirs drafted it last.</summary>
    public bool WasDraftedIn(string window, Id<Person> by) => window.Length > 0 && window == DraftWindow && by == DraftById;

    /// <summary>The draft as a mark; null when there are no points in it.</summary>
    /// <param name="maximum">What the question is worth.</param>
    public GivenMark? Mark(decimal maximum) => DraftPoints is { } points ? Mark(points, maximum, DraftComment, DraftById) : null;

    private GivenMark Mark(decimal points, decimal maximum, string comment, Id<Person>? by) => new(QuestionId, maximum == 0 ? 0 : points / maximum, StepAction.MarkedByPerson, comment, by);

    /// <summary>Another mark in place of the one that is given. A draft that was set aside stays beside it.</summary>
    /// <param name="points">0 to <paramref name="maximum"/>.</param>
    /// <param name="maximum">What the question is worth.</param>
    /// <param name="comment">Sanitised HTML.</param>
    /// <param name="seen">The revision that they saw.</param>
    /// <param name="by">Who.</param>
    /// <param name="at">Now.</param>
    public Outcome<GivenMark> PutRight(decimal points, decimal maximum, string comment, int seen, Id<Person> by, DateTimeOffset at)
    {
        if (GivenAt is null) return new Refusal("mark-not-given", "This answer still waits to be marked.");
        if (Unfit(points, maximum, comment, seen) is { } refusal) return refusal;
        GivenAt = at;
        Settled();
        return Mark(points, maximum, comment, by);
    }

    /// <summary>It is a step of the attempt now.</summary>
    public void Give(DateTimeOffset at)
    {
        (DraftPoints, DraftComment, DraftById, DraftAt, DraftWindow, GivenAt) = (null, "", null, null, "", at);
        Settled();
    }

    /// <summary>It was decided for everybody: it waits no longer, and keeps the draft for when that is taken back.</summary>
    public void SetAside(DateTimeOffset at)
    {
        GivenAt = at;
        Settled();
    }

    /// <summary>What was decided for everybody was taken back: it waits as it did before.</summary>
    public void PutBack()
    {
        GivenAt = null;
        Settled();
    }

    // What it waited for a host before counts no more; a person it was left to still reads why.
    private void Settled()
    {
        TakenUntil = null;
        if (MarkedBy == MarkedBy.Job) HostMissingSince = null;
        Revision++;
    }

    /// <summary>A job takes it in hand. False when another one has it; of two at the same moment, the later one can't save.</summary>
    /// <param name="at">Now.</param>
    /// <param name="until">When it is lost if nothing was said by then.</param>
    public bool Take(DateTimeOffset at, DateTimeOffset until)
    {
        if (GivenAt is not null || MarkedBy != MarkedBy.Job || TakenUntil > at) return false;
        TakenUntil = until;
        Revision++;
        return true;
    }

    /// <summary>The job has let go of it for a reason that isn't the host's: however long it was waited for before, that is over.</summary>
    public void LetGo() => Settled();

    /// <summary>The job's host can't just now. How long that has been so.</summary>
    public TimeSpan WaitForHost(DateTimeOffset at)
    {
        HostMissingSince ??= at;
        TakenUntil = null;
        Revision++;
        return at - HostMissingSince.Value;
    }

    /// <summary>No job can mark it.</summary>
    /// <param name="isForWantOfHost">The host could not for long, and might have later; otherwise it can't at all.</param>
    public void LeaveToPerson(bool isForWantOfHost)
    {
        if (!isForWantOfHost) HostMissingSince = null;
        MarkedBy = MarkedBy.Person;
        Settled();
    }
}

internal sealed class AwaitedMarkMap : IEntityTypeConfiguration<AwaitedMark>
{
    public void Configure(EntityTypeBuilder<AwaitedMark> awaited)
    {
        awaited.Ignore(a => a.HasDraft);
        awaited.Property(a => a.QuestionId);   // of the sealed copy
        awaited.Property(a => a.CourseId);
        awaited.Property(a => a.ActivityId);
        awaited.Property(a => a.DraftById);
        awaited.Property(a => a.DraftWindow).HasMaxLength(AwaitedMark.LongestWindow);
        awaited.Property(a => a.DraftPoints).HasPrecision(9, 2);
        awaited.Property(a => a.Revision).IsConcurrencyToken();
        awaited.HasOne<Attempt>().WithMany().HasForeignKey(a => a.AttemptId);
        awaited.HasOne<CourseEnrolment>().WithMany().HasForeignKey(a => a.EnrolmentId);
        awaited.HasIndex(a => new { a.AttemptId, a.QuestionId }).IsUnique();
        awaited.HasIndex(a => new { a.MarkedBy, a.GivenAt, a.SubmittedAt });   // the job looks every few seconds
        awaited.HasIndex(a => new { a.CourseId, a.GivenAt, a.ActivityId, a.QuestionId });
    }
}
