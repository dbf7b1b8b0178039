using System.Security.Cryptography;
using System.Text;
using Lectern.Courses;

namespace Lectern.Quizzes.Regrading;

/// <summary>
/// An answer that a program marks, run with the tests of its question as it is now: what it would earn by them. Nothing changes for its learner; it is looked at before
/// somebody decides to mark anew, and given by that decision.
/// </summary>
public sealed class TrialRun : Entity<TrialRun>
{
    public const int KeyLength = 32;

    private TrialRun() { }

    public TrialRun(Attempt attempt, Id<Question> question, string key, DateTimeOffset at) =>
        (CourseId, ActivityId, AttemptId, QuestionId, Key, AskedAt) = (attempt.CourseId, attempt.ActivityId, attempt.Id, question, key, at);

    public Id<Course> CourseId { get; private set; }
    public Id<Activity> ActivityId { get; private set; }
    public Id<Attempt> AttemptId { get; private set; }
    public Id<Question> QuestionId { get; private set; }
    /// <summary>Of the question that it is run by (<see cref="KeyOf"/>): what was run by another is no answer.</summary>
    public string Key { get; private set; } = "";
    public DateTimeOffset AskedAt { get; private set; }
    /// <summary>Until when it is in the hands of a job.</summary>
    public DateTimeOffset? TakenUntil { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }
    /// <summary>0 to 1, in millionths; null while it isn't done, and where it can't be run on this host.</summary>
    public decimal? Fraction { get; private set; }
    /// <summary>What there is to say about it, as sanitised HTML.</summary>
    public string Remark { get; private set; } = "";
    public int Revision { get; private set; }

    /// <summary>A question as it is now, in a few letters.</summary>
    public static string KeyOf(Id<Question> id, string data) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{id} {data}")))[..KeyLength];

    /// <summary>A job takes it in hand; false when another one has it.</summary>
    public bool Take(DateTimeOffset at, DateTimeOffset until)
    {
        if (DoneAt is not null || TakenUntil > at) return false;
        TakenUntil = until;
        Revision++;
        return true;
    }

    /// <summary>It was run; or it can't be run here, without a fraction.</summary>
    public void Finish(decimal? fraction, string remark, DateTimeOffset at)
    {
        (Fraction, Remark, DoneAt, TakenUntil) = (fraction is { } earned ? decimal.Round(Math.Clamp(earned, 0, 1), 6, MidpointRounding.AwayFromZero) : null, remark, at, null);
        Revision++;
    }

    /// <summary>It could not be run just now.</summary>
    public void LetGo()
    {
        TakenUntil = null;
        Revision++;
    }
}

/// <summary>How far the answers to a question are run by what it is now.</summary>
/// <param name="Answers">How many there are.</param>
/// <param name="Asked">How many are run, or will be.</param>
/// <param name="Done">How many were run.</param>
/// <param name="Unrun">How many of those can't be run here: they keep their marks.</param>
public sealed record TrialProgress(int Answers, int Asked, int Done, int Unrun)
{
    public bool IsThrough => Done > 0 && Done >= Answers;
    public bool GoesOn => Asked > Done;
}

internal sealed class TrialRunMap : IEntityTypeConfiguration<TrialRun>
{
    public void Configure(EntityTypeBuilder<TrialRun> trial)
    {
        trial.Property(t => t.CourseId);
        trial.Property(t => t.ActivityId);
        trial.Property(t => t.QuestionId);   // of the sealed copy
        trial.Property(t => t.Key).HasMaxLength(TrialRun.KeyLength);
        trial.Property(t => t.Fraction).HasPrecision(7, 6);
        trial.Property(t => t.Revision).IsConcurrencyToken();
        trial.HasOne<Attempt>().WithMany().HasForeignKey(t => t.AttemptId);
        trial.HasIndex(t => new { t.AttemptId, t.QuestionId, t.Key }).IsUnique();
        trial.HasIndex(t => new { t.ActivityId, t.Key });
        trial.HasIndex(t => new { t.DoneAt, t.AskedAt });
    }
}
