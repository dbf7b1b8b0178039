using System.Text.Json;
using System.Text.Json.Serialization;
using Lectern.Courses;
using Lectern.People;

namespace Lectern.Quizzes.Regrading;

/// <summary>By what a question of attempts that are handed in is marked anew.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RegradeWay>))]
public enum RegradeWay
{
    /// <summary>By the question as it is written now: another key, other patterns. What a person marked stays.</summary>
    AsNow,
    /// <summary>Everybody who met it gets all its points.</summary>
    FullPoints,
    /// <summary>It doesn't count for anybody any more.</summary>
    LeaveOut,
    /// <summary>Takes the others back: by the question as each attempt met it, and what a person or a job said of it holds again, or waits to be said again.</summary>
    AsMet,
}

/// <summary>What becomes of one question.</summary>
/// <param name="Versions">With <see cref="RegradeWay.FullPoints"/> and <see cref="RegradeWay.LeaveOut"/>: only for attempts that met one of these versions of it, in their order, at least one. Null for all.</param>
public sealed record RegradeChange(Id<Question> QuestionId, RegradeWay Way, IReadOnlyList<int>? Versions = null)
{
    /// <summary>The way is one for everybody who met the question, whatever they answered.</summary>
    public bool IsForAll => Way is RegradeWay.FullPoints or RegradeWay.LeaveOut;
    public bool Concerns(int version) => Versions is null || Versions.Contains(version);
    public bool Equals(RegradeChange? other) => other is not null && (QuestionId, Way, Versions is null) == (other.QuestionId, other.Way, other.Versions is null) && (Versions ?? []).SequenceEqual(other.Versions ?? []);
    public override int GetHashCode() => HashCode.Combine(QuestionId, Way);
}

/// <summary>
/// One decision to mark questions of a quiz anew, for everybody who has met them. Kept for ever; what it did is in the steps of the attempts
/// (<see cref="AttemptStep.RegradeId"/>). It goes through the attempts one after the other, so it can go on wherever it was stopped.
/// </summary>
public sealed class Regrade : Entity<Regrade>, IAudited
{
    public const int LongestReason = 500;
    public const int MostChanges = Quiz.MostQuestions;

    private Regrade() { }

    /// <param name="place">The course and the quiz.</param>
    /// <param name="number">1, 2, 3 … per quiz: one more than whoever decides has seen.</param>
    /// <param name="changes">Of at least one question, each once.</param>
    /// <param name="contentId">The sealed quiz that holds the questions as they are now; null when none is marked by that.</param>
    /// <param name="sparesLosers">Whoever would lose by it keeps what they have.</param>
    /// <param name="reason">A sentence that learners read beside their marks.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="at">Now.</param>
    public static Outcome<Regrade> Decide((Id<Course> Course, Id<Activity> Activity) place, int number, IReadOnlyList<RegradeChange> changes, Id<QuizContent>? contentId, bool sparesLosers, string? reason, Id<Person> by, DateTimeOffset at)
    {
        if (Check(changes, reason) is { } refusal) return refusal;
        return new Regrade
        {
            CourseId = place.Course, ActivityId = place.Activity, Number = number, ChangesJson = JsonSerializer.Serialize(changes), ContentId = contentId, SparesLosers = sparesLosers, Reason = Line(reason), ById = by, At = at,
        };
    }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    internal static Refusal? Check(IReadOnlyList<RegradeChange> changes, string? reason)
    {
        if (changes.Count == 0) return new("regrade-empty", "Choose at least one question, and how it is marked.", "changes");
        if (changes.Count > MostChanges || changes.DistinctBy(c => c.QuestionId).Count() < changes.Count) return new("regrade-twice", "Say of each question once how it is marked.", "changes");
        if (changes.Any(c => c.Versions is { Count: 0 })) return NoVersion;
        if (Line(reason).Length == 0) return new("reason-missing", "Say why, in a sentence. Learners read it beside their marks.", nameof(Reason));
        return Line(reason).Length > LongestReason ? new("reason-too-long", "A reason has at most {0} characters.", nameof(Reason), LongestReason) : null;
    }

    /// <summary>A decision about all, for nobody.</summary>
    internal static Refusal NoVersion { get; } = new("regrade-versions-empty", "Choose at least one version, or leave the question as it is.", "changes");

    private static string Line(string? reason) => QuestionTypes.PlainText.Line(reason);

    public Id<Course> CourseId { get; private set; }
    public Id<Activity> ActivityId { get; private set; }
    /// <summary>1, 2, 3 … per quiz: of those who decide at the same moment, one is first.</summary>
    public int Number { get; private set; }
    public string ChangesJson { get; private set; } = "[]";
    /// <summary>The sealed quiz by which it is marked, where the way is <see cref="RegradeWay.AsNow"/>.</summary>
    public Id<QuizContent>? ContentId { get; private set; }
    public bool SparesLosers { get; private set; }
    /// <summary>One line.</summary>
    public string Reason { get; private set; } = "";
    /// <summary>Who may not be known here any more.</summary>
    public Id<Person> ById { get; private set; }
    public DateTimeOffset At { get; private set; }
    /// <summary>The attempt that was looked at last: the work goes on after it, whoever does it.</summary>
    public Id<Attempt>? Last { get; private set; }
    /// <summary>How many attempts have other marks since.</summary>
    public int Changed { get; private set; }
    /// <summary>How many would have lost by it, and kept what they had.</summary>
    public int Spared { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }
    public int Revision { get; private set; }

    public IReadOnlyList<RegradeChange> Changes => JsonSerializer.Deserialize<List<RegradeChange>>(ChangesJson)!;

    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(CourseId), nameof(ActivityId), nameof(Number), nameof(ChangesJson), nameof(SparesLosers), nameof(Reason), nameof(DoneAt)];

    /// <summary>An attempt was looked at.</summary>
    internal void Went(Id<Attempt> attempt, bool changed, bool spared)
    {
        Last = attempt;
        if (changed) Changed++;
        if (spared) Spared++;
        Revision++;
    }

    /// <summary>Nothing up to this one is concerned any more.</summary>
    internal void Passed(Id<Attempt> attempt)
    {
        Last = attempt;
        Revision++;
    }

    internal void Finish(DateTimeOffset at)
    {
        DoneAt = at;
        Revision++;
    }
}

internal sealed class RegradeMap : IEntityTypeConfiguration<Regrade>
{
    public void Configure(EntityTypeBuilder<Regrade> regrade)
    {
        regrade.Property(r => r.ActivityId);
        regrade.Property(r => r.ContentId);
        regrade.Property(r => r.ById);
        regrade.Property(r => r.Last);
        regrade.Property(r => r.Reason).HasMaxLength(Regrade.LongestReason);
        regrade.Property(r => r.Revision).IsConcurrencyToken();
        regrade.Ignore(r => r.Changes);
        regrade.HasOne<Course>().WithMany().HasForeignKey(r => r.CourseId);
        regrade.HasIndex(r => new { r.ActivityId, r.Number }).IsUnique();
        regrade.HasIndex(r => r.DoneAt);
    }
}
