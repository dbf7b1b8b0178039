using System.Text.Json;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Grading;
using Lectern.People;
using Lectern.Scorm;

namespace Lectern.Packages.H5p;

/// <summary>
/// One learner's way through one H5P package. Everything in it is the content's own word, brought by the browser; the best that it said
/// counts. Reports may come twice, late and in any order: the outcome is the same.
/// </summary>
public sealed class H5pAttempt : Entity<H5pAttempt>
{
    /// <summary>More answers than a course can ask.</summary>
    public const int MostStatements = 2000;

    /// <summary>Characters of all states together.</summary>
    public const int MostState = 512 * 1024;

    private readonly List<H5pStatement> _statements = [];

    private H5pAttempt() { }

    public H5pAttempt(Id<CourseEnrolment> enrolmentId, Id<Course> courseId, Id<Person> learnerId, Id<Activity> activityId, Id<Package> packageId, DateTimeOffset at) =>
        (EnrolmentId, CourseId, LearnerId, ActivityId, PackageId, StartedAt, LastAt, LaunchedAt) = (enrolmentId, courseId, learnerId, activityId, packageId, at, at, at);

    public Id<CourseEnrolment> EnrolmentId { get; private set; }
    public Id<Course> CourseId { get; private set; }
    public Id<Person> LearnerId { get; private set; }
    public Id<Activity> ActivityId { get; private set; }
    public Id<Package> PackageId { get; private set; }
    /// <summary>1, 2, 3 … per learner, activity and package.</summary>
    public int Number { get; private set; } = 1;
    /// <summary>The best that the content said: passed before completed, that before failed.</summary>
    public LessonStatus Status { get; private set; }
    /// <summary>The best, from 0 to 1; null when the content gave none.</summary>
    public decimal? Score { get; private set; }
    /// <summary>The score that Grading was told last.</summary>
    public decimal? ReportedScore { get; private set; }
    /// <summary>How often it was opened. Of what an earlier page of it says late, only the statements are taken.</summary>
    public int Launch { get; private set; }
    public DateTimeOffset LaunchedAt { get; private set; }
    /// <summary>Whether the player has said anything at all.</summary>
    public bool HasBegun { get; private set; }
    /// <summary>Whether the content can be scored; if it can't, and doesn't say when it ends, the learner does.</summary>
    public bool GivesScore { get; private set; }
    /// <summary>Open in earlier launches, in seconds.</summary>
    public int EarlierSeconds { get; private set; }
    /// <summary>Open in this launch, in seconds.</summary>
    public int Seconds { get; private set; }
    /// <summary>What the content wants to have again: by its name, with the number of the report that said it last.</summary>
    public string StatesJson { get; private set; } = "{}";
    public int StatementCount { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset LastAt { get; private set; }
    /// <summary>When the learner started again; pages of this attempt that are still open are not heard any more.</summary>
    public DateTimeOffset? EndedAt { get; private set; }
    public int Revision { get; private set; }
    /// <summary>As far as they are loaded.</summary>
    public IReadOnlyList<H5pStatement> Statements => _statements;

    public TimeSpan Time => TimeSpan.FromSeconds(EarlierSeconds + (double)Seconds);

    /// <summary>The content was opened, can't be scored and never said that it ended: only the learner knows whether they are through.</summary>
    public bool IsSilent => HasBegun && !GivesScore && !Status.IsFinished();

    /// <summary>What the content left, by the names that it gave: "0/state" for the whole.</summary>
    public IReadOnlyDictionary<string, string> States => Read().ToDictionary(pair => pair.Key, pair => pair.Value.Text);

    /// <summary>Opens the content: a new launch begins, and its former page is not heard any more.</summary>
    public void Open(DateTimeOffset at)
    {
        Launch++;
        (EarlierSeconds, Seconds, LaunchedAt) = (EarlierSeconds + Seconds, 0, at);
        Write(Read().ToDictionary(pair => pair.Key, pair => pair.Value with { Sequence = 0 }));
        Touch(at);
    }

    /// <summary>Takes what the player reports. Those of its statements that were taken before must be loaded (<see cref="Statements"/>).</summary>
    public H5pTaken Take(H5pReport report, DateTimeOffset at)
    {
        if (EndedAt is not null || report.Launch < 1 || report.Launch > Launch) return H5pTaken.TooLate;
        HasBegun = true;
        GivesScore |= report.GivesScore;
        if (Status == LessonStatus.NotAttempted) Status = LessonStatus.Incomplete;
        // Of a launch that is over the statements count; its states and its time would take the place of newer ones.
        var dropped = report.Ignored.Concat(report.Launch == Launch ? TakeNow(report, at) : []).ToList();
        foreach (var (number, said) in report.Statements.OrderBy(pair => pair.Key))
        {
            if (_statements.Exists(known => known.Launch == report.Launch && known.Number == number)) continue;
            if (said.Outcome is null && !said.IsAnswer) continue;   // that something was looked at or touched
            if (StatementCount >= MostStatements) dropped.Add($"statement/{number}");
            else Append(report.Launch, number, said, at);
        }

        Touch(at);
        return new H5pTaken(report.Launch == Launch ? "Taken" : "FromEarlierLaunch", dropped);
    }

    private List<string> TakeNow(H5pReport report, DateTimeOffset at)
    {
        // Nobody was longer in it than since it was opened.
        var open = report.Time < at - LaunchedAt ? report.Time : at - LaunchedAt;
        Seconds = Math.Max(Seconds, (int)open.TotalSeconds);
        return TakeStates(report);
    }

    /// <summary>The learner says that they are through with content that can't say so.</summary>
    public Refusal? Finish(DateTimeOffset at)
    {
        if (Launch == 0) return new("h5p-not-opened", "Open the content first.");
        if (!IsSilent) return Status.IsDone() ? null : new("h5p-reports-itself", "This content says by itself when it is finished. Go through it to the end.");
        Status = LessonStatus.Completed;
        Touch(at);
        return null;
    }

    /// <summary>Ends this attempt as it is and begins the next, from nothing.</summary>
    public H5pAttempt StartAgain(DateTimeOffset at)
    {
        EndedAt = at;
        Revision++;
        return new H5pAttempt(EnrolmentId, CourseId, LearnerId, ActivityId, PackageId, at) { Number = Number + 1 };
    }

    private List<string> TakeStates(H5pReport report)
    {
        if (report.States.Count == 0) return [];
        var states = Read();
        var size = states.Sum(pair => pair.Key.Length + pair.Value.Text.Length);
        List<string> dropped = [];
        foreach (var (name, text) in report.States)
        {
            var known = states.GetValueOrDefault(name);
            if (known is not null && known.Sequence > report.Sequence) continue;   // it was overtaken
            var grown = size + text.Length - (known?.Text.Length ?? -name.Length);
            if (grown > MostState)
            {
                dropped.Add(H5pReport.StatePrefix + name);
                continue;
            }

            size = grown;
            states[name] = new Kept(report.Sequence, text);
        }

        Write(states);
        return dropped;
    }

    private void Append(int launch, int number, ReportedStatement said, DateTimeOffset at)
    {
        _statements.Add(new H5pStatement(Id, launch, number, said, at));
        StatementCount++;
        if (said.Outcome is not { } outcome) return;
        if (!Status.IsFinished() || Rank(outcome) > Rank(Status)) Status = outcome;
        if (said.Score is { } score && !(Score >= score)) Score = score;
        if (Score == ReportedScore || Score is not { } best) return;
        ReportedScore = best;
        Raise(new ScoreReported(EnrolmentId, CourseId, LearnerId, ActivityId, decimal.Round(best * 100, 2), 100, at, IsSelfReported: true));
    }

    private static int Rank(LessonStatus status) => status switch { LessonStatus.Passed => 2, LessonStatus.Completed => 1, _ => 0 };

    private Dictionary<string, Kept> Read() => JsonSerializer.Deserialize<Dictionary<string, Kept>>(StatesJson)!;

    private void Write(Dictionary<string, Kept> states) => StatesJson = JsonSerializer.Serialize(states);

    private void Touch(DateTimeOffset at)
    {
        LastAt = at;
        Revision++;
    }

    private sealed record Kept(int Sequence, string Text);
}

internal sealed class H5pAttemptMap : IEntityTypeConfiguration<H5pAttempt>
{
    public void Configure(EntityTypeBuilder<H5pAttempt> attempt)
    {
        attempt.Property(a => a.CourseId);      // for Grading, without a join; the enrolment is the reference
        attempt.Property(a => a.LearnerId);
        attempt.Property(a => a.ActivityId);
        attempt.Ignore(a => a.States);
        attempt.Ignore(a => a.Time);
        attempt.Property(a => a.Revision).IsConcurrencyToken();
        attempt.HasOne<CourseEnrolment>().WithMany().HasForeignKey(a => a.EnrolmentId);
        attempt.HasOne<Package>().WithMany().HasForeignKey(a => a.PackageId).OnDelete(DeleteBehavior.Restrict);
        attempt.HasMany(a => a.Statements).WithOne().HasForeignKey(s => s.AttemptId);
        attempt.Navigation(a => a.Statements).UsePropertyAccessMode(PropertyAccessMode.Field);
        attempt.HasIndex(a => new { a.EnrolmentId, a.ActivityId, a.PackageId, a.Number }).IsUnique();
    }
}
