using System.Text.Json;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Grading;
using Lectern.People;
using Lectern.Scorm;
using Lectern.Scorm.Sequencing;
using Activity = Lectern.Courses.Activity;

namespace Lectern.Packages;

/// <summary>One learner's way through one package: where they stand in each part, and the outcome that follows. When an activity gets
/// another package, or the learner starts again, a new attempt begins and what they did before stays with the former.</summary>
public sealed class PackageAttempt : Entity<PackageAttempt>
{
    internal static readonly Refusal NotOpened = new("part-not-opened", "Open this part first.");
    internal static readonly Refusal ReportsItself = new("part-reports-itself", "This part says by itself when it is finished. Go through it to the end.");

    /// <summary>How many attempts at one part are kept apart; those after it go on in the last.</summary>
    internal const int MostAttemptsAtPart = 100;

    private readonly List<ScoRecord> _parts = [];
    private IReadOnlyDictionary<string, ScoStanding> _elsewhere = new Dictionary<string, ScoStanding>();

    private PackageAttempt() { }

    public PackageAttempt(Id<CourseEnrolment> enrolmentId, Id<Course> courseId, Id<Person> learnerId, Id<Activity> activityId, Id<Package> packageId, DateTimeOffset at) =>
        (EnrolmentId, CourseId, LearnerId, ActivityId, PackageId, StartedAt, LastAt) = (enrolmentId, courseId, learnerId, activityId, packageId, at, at);

    /// <summary>Ends this attempt as it is and begins the next, from nothing.</summary>
    public PackageAttempt StartAgain(DateTimeOffset at)
    {
        EndedAt = at;
        Revision++;
        return new PackageAttempt(EnrolmentId, CourseId, LearnerId, ActivityId, PackageId, at) { Number = Number + 1 };
    }

    public Id<CourseEnrolment> EnrolmentId { get; private set; }
    public Id<Course> CourseId { get; private set; }
    public Id<Person> LearnerId { get; private set; }
    public Id<Activity> ActivityId { get; private set; }
    public Id<Package> PackageId { get; private set; }
    /// <summary>1, 2, 3 … per learner, activity and package.</summary>
    public int Number { get; private set; } = 1;
    /// <summary>The outcome of the whole (<see cref="RollUp"/>).</summary>
    public LessonStatus Status { get; private set; }
    /// <summary>From 0 to 1; null when no part reported one.</summary>
    public decimal? Score { get; private set; }
    /// <summary>The score that Grading was told last.</summary>
    public decimal? ReportedScore { get; private set; }
    /// <summary><see cref="SequencingState"/> as JSON: where the learner is in a package of SCORM 2004. Null before it was first opened, and for other packages.</summary>
    public string? SequencingJson { get; private set; }
    /// <summary>The part that was open last.</summary>
    public string? LastItem { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset LastAt { get; private set; }
    /// <summary>When the learner started again; pages of this attempt that are still open are not heard any more.</summary>
    public DateTimeOffset? EndedAt { get; private set; }
    public int Revision { get; private set; }
    public IReadOnlyList<ScoRecord> Parts => _parts;

    /// <summary>The latest attempt at a part.</summary>
    public ScoRecord? Part(string item) => _parts.Where(part => part.Item == item).MaxBy(part => part.Number);

    public ScoStanding? Standing(string item) => Part(item)?.Standing ?? _elsewhere.GetValueOrDefault(item);

    /// <summary>How the learner stands in parts whose records were not loaded.</summary>
    internal void StandElsewhere(IReadOnlyDictionary<string, ScoStanding> standings) => _elsewhere = standings;

    /// <summary>Whether there is anything that starting again would leave behind; and the package itself doesn't count how often it may be tried
    /// (SCORM 2004 SN 3.3.1, attemptLimit).</summary>
    public bool CanStartAgain(Organization organization) => _parts.Exists(part => part.State.HasBegun) && organization.Sequencing.Limits.AttemptLimit is null;

    /// <summary>Opens a part: a new launch of it begins, and its former page is not heard any more.</summary>
    public ScoRecord Open(Item item, Manifest manifest, DateTimeOffset at)
    {
        var part = Part(item.Identifier) ?? Begin(item, manifest);
        part.Open();
        LastItem = item.Identifier;
        Touch(at);
        return part;
    }

    /// <summary>Begins another attempt at a part, or the first.</summary>
    internal ScoRecord Begin(Item item, Manifest manifest)
    {
        var part = new ScoRecord(Id, item.Identifier, (Part(item.Identifier)?.Number ?? 0) + 1, manifest.Version);
        _parts.Add(part);
        return part;
    }

    /// <summary>Where the learner is in a package of SCORM 2004 now, and what that makes of the whole.</summary>
    internal void Sequenced(SequencingState state, PackageOutcome outcome, DateTimeOffset at, bool counts)
    {
        SequencingJson = JsonSerializer.Serialize(state);
        Conclude(outcome, at, counts);
    }

    /// <summary>Takes what the browser reports of a part; answers what became of it, and which elements were left out.</summary>
    /// <param name="part">Which.</param>
    /// <param name="item">The manifest's item of it.</param>
    /// <param name="commit">What it says.</param>
    /// <param name="batch">Which batch of it this is.</param>
    /// <param name="manifest">Of the package.</param>
    /// <param name="at">Now.</param>
    /// <param name="counts">False for what comes too late to be graded; it is kept.</param>
    public CommitResult Take(ScoRecord part, Item item, CmiCommit commit, Batch batch, Manifest manifest, DateTimeOffset at, bool counts = true)
    {
        if (EndedAt is not null) return new(part.State, CommitOutcome.FromEarlierLaunch, []);
        var result = part.Take(commit, batch, (state, whole) => state.Take(whole, ScoRules.Of(item)));
        if (result.Outcome == CommitOutcome.Repeated) return result;
        // An asset can't speak; that its page was shown is all there is to know.
        part.Change(item.Kind == ResourceKind.Asset ? result.State.Shown() : result.State);
        Conclude(RollUp.Of(manifest.Default(), Standing), at, counts);
        return result;
    }

    /// <summary>The learner says that they are through with a part that never talks to us.</summary>
    public Refusal? Finish(Item item, Manifest manifest, DateTimeOffset at)
    {
        if (Part(item.Identifier) is not { State.Launch: > 0 } part) return NotOpened;
        if (!part.State.IsSilent) return part.Standing.Status.IsDone() ? null : ReportsItself;
        part.Change(part.State.Shown());
        Conclude(RollUp.Of(manifest.Default(), Standing), at);
        return null;
    }

    private void Conclude(PackageOutcome outcome, DateTimeOffset at, bool counts = true)
    {
        (Status, Score) = (outcome.Status, outcome.Score);
        Touch(at);
        // A score counts when the package is finished; before that it is the score of a part of it.
        if (!counts || Score is not { } score || score == ReportedScore || !Status.IsFinished()) return;
        ReportedScore = score;
        Raise(new ScoreReported(EnrolmentId, CourseId, LearnerId, ActivityId, decimal.Round(score * 100, 2), 100, at, IsSelfReported: true));
    }

    private void Touch(DateTimeOffset at)
    {
        LastAt = at;
        Revision++;
    }
}

internal sealed class PackageAttemptMap : IEntityTypeConfiguration<PackageAttempt>
{
    public void Configure(EntityTypeBuilder<PackageAttempt> attempt)
    {
        attempt.Property(a => a.CourseId);      // for Grading, without a join; the enrolment is the reference
        attempt.Property(a => a.LearnerId);
        attempt.Property(a => a.ActivityId);
        attempt.Property(a => a.LastItem).HasMaxLength(ScoRecord.LongestItem);
        attempt.Property(a => a.Revision).IsConcurrencyToken();
        attempt.HasOne<CourseEnrolment>().WithMany().HasForeignKey(a => a.EnrolmentId);
        attempt.HasOne<Package>().WithMany().HasForeignKey(a => a.PackageId).OnDelete(DeleteBehavior.Restrict);
        attempt.HasMany(a => a.Parts).WithOne().HasForeignKey(p => p.AttemptId);
        attempt.Navigation(a => a.Parts).UsePropertyAccessMode(PropertyAccessMode.Field);
        attempt.HasIndex(a => new { a.EnrolmentId, a.ActivityId, a.PackageId, a.Number }).IsUnique();
    }
}
