using System.Text.Json.Serialization;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Grading;
using Lectern.People;
using Lectern.Progress;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes;

[JsonConverter(typeof(JsonStringEnumConverter<AttemptState>))]
public enum AttemptState { InProgress, Finished }

/// <summary>One go of one learner at a quiz: from the moment it starts to the marks. The server's clock decides when it is over.</summary>
public sealed class Attempt : Entity<Attempt>
{
    /// <summary>What is on its way when the time is over still counts for this long: the network's time is not the learner's.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private Attempt() { }

    /// <param name="closesAt">When the course ends for the learner: then at the latest the attempt is handed in.</param>
    public static Outcome<Attempt> Start(AttemptPlace place, QuizContent content, AttemptsSoFar earlier, QuestionKinds kinds, int seed, DateTimeOffset at, DateTimeOffset? closesAt = null)
    {
        var settings = content.Document.Settings;
        if (earlier.Unfinished is not null) return new Refusal("attempt-open", "An attempt is already open. Go on with that one.");
        if (earlier.Left(settings) == 0) return new Refusal("no-attempts-left", "There are no attempts left. Ask your instructor if you need another one.");
        var attempt = new Attempt
        {
            EnrolmentId = place.EnrolmentId,
            CourseId = place.CourseId,
            LearnerId = place.LearnerId,
            ActivityId = content.ActivityId,
            ContentId = content.Id,
            Number = earlier.All.Select(a => a.Number).DefaultIfEmpty().Max() + 1,
            Seed = seed,
            StartedAt = at,
            SavedAt = at,
            DueAt = at + settings.TimeLimit is { } limit && !(closesAt < limit) ? limit : closesAt,
            MaximumPoints = new Paper(content.Document, seed, kinds).MaximumPoints,
        };
        attempt.Report(MarkState.InProgress, at);
        return attempt;
    }

    public Id<CourseEnrolment> EnrolmentId { get; private set; }
    public Id<Course> CourseId { get; private set; }
    public Id<Person> LearnerId { get; private set; }
    public Id<Activity> ActivityId { get; private set; }
    /// <summary>What the learner met: it stays the same when the course is published anew.</summary>
    public Id<QuizContent> ContentId { get; private set; }
    /// <summary>1, 2, 3 … per learner and activity.</summary>
    public int Number { get; private set; }
    /// <summary>Decides the order of what is shuffled, so that it is the same on every page and after a reload.</summary>
    public int Seed { get; private set; }
    public AttemptState State { get; private set; } = AttemptState.InProgress;
    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset SavedAt { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }
    public DateTimeOffset? SubmittedAt { get; private set; }
    /// <summary>Nobody handed it in: the time was over.</summary>
    public bool IsClosedByTime { get; private set; }
    public decimal Points { get; private set; }
    public decimal MaximumPoints { get; private set; }
    public bool IsPassed { get; private set; }
    /// <summary>Raised by every save: an answer and a submission at the same moment can't pass each other by.</summary>
    public int Revision { get; private set; }

    public bool IsFinished => State == AttemptState.Finished;
    /// <summary>0 to 100.</summary>
    public decimal Percent => MaximumPoints == 0 ? 0 : Points / MaximumPoints * 100;
    public bool IsOverdue(DateTimeOffset at) => !IsFinished && DueAt + Grace < at;

    /// <summary>Takes in answers and flags: a step for each question that changed. Questions of another quiz are none of ours and are left out.</summary>
    public Outcome<IReadOnlyList<AttemptStep>> Save(AnswerSheet sheet, IReadOnlyCollection<Answer> answers, DateTimeOffset at)
    {
        if (IsFinished) return new Refusal("attempt-finished", "This attempt was already submitted. What had been saved by then counts.");
        if (IsOverdue(at)) return new Refusal("attempt-over", "The time is over. What had been saved by then counts.");
        List<AttemptStep> steps = [];
        foreach (var answer in answers)
        {
            if (!sheet.Has(answer.QuestionId) || sheet.IsAlready(answer)) continue;
            steps.Add(new AttemptStep { AttemptId = Id, QuestionId = answer.QuestionId, Response = answer.Response, IsFlagged = answer.IsFlagged, At = at });
        }

        sheet.Add(steps);
        SavedAt = at;
        Revision++;
        return steps;
    }

    /// <summary>Ends the attempt and marks what was saved: a marked step for each question. After the time it ends when the time did, whoever ends it.</summary>
    public Outcome<IReadOnlyList<AttemptStep>> Submit(AnswerSheet sheet, QuestionKinds kinds, DateTimeOffset at)
    {
        if (IsFinished) return new Refusal("attempt-finished", "This attempt was already submitted. What had been saved by then counts.");
        IsClosedByTime = IsOverdue(at);
        SubmittedAt = DueAt is { } due && due < at ? due : at;
        State = AttemptState.Finished;
        Revision++;

        List<AttemptStep> steps = [];
        decimal points = 0;
        foreach (var (question, _) in sheet.Paper.Questions)
        {
            var latest = sheet.Latest(question.Id);
            var fraction = Marking.Fraction(kinds[question.Kind], question, latest?.Response);
            points += question.Points * fraction;
            steps.Add(new AttemptStep { AttemptId = Id, QuestionId = question.Id, Response = latest?.Response, IsFlagged = latest?.IsFlagged ?? false, Fraction = fraction, At = SubmittedAt.Value });
        }

        sheet.Add(steps);
        Points = decimal.Round(points, 2, MidpointRounding.AwayFromZero);
        IsPassed = Percent >= sheet.Quiz.Settings.PassingPercent;
        Report(MarkState.Released, SubmittedAt.Value);
        return steps;
    }

    private void Report(MarkState state, DateTimeOffset at) =>
        Raise(new ScoreReported(EnrolmentId, CourseId, LearnerId, ActivityId, Points, MaximumPoints, at) { SourceId = Id.Value, Revision = Revision, State = state });

    /// <summary>How this attempt judges its learner.</summary>
    public ActivityStatus Verdict(QuizSettings settings) =>
        !settings.HasPassMark ? ActivityStatus.Completed : IsPassed ? ActivityStatus.Passed : ActivityStatus.Failed;

    /// <summary>What this attempt, handed in, says of the activity.</summary>
    public IReadOnlyList<LearningFact> Facts(QuizSettings settings) =>
        [LearningFact.Submitted(Id.Value), .. MaximumPoints > 0 ? [LearningFact.Scored(Points, MaximumPoints, Id.Value)] : Array.Empty<LearningFact>(), LearningFact.Of(Verdict(settings), Id.Value)];
}

/// <summary>Whose attempt it is.</summary>
public sealed record AttemptPlace(Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, Id<Person> LearnerId);

internal sealed class AttemptMap : IEntityTypeConfiguration<Attempt>
{
    public void Configure(EntityTypeBuilder<Attempt> attempt)
    {
        attempt.Property(a => a.CourseId);
        attempt.Property(a => a.LearnerId);
        attempt.Property(a => a.ActivityId);
        attempt.Property(a => a.Points).HasPrecision(12, 2);
        attempt.Property(a => a.MaximumPoints).HasPrecision(12, 2);
        attempt.Property(a => a.Revision).IsConcurrencyToken();
        attempt.Ignore(a => a.IsFinished);
        attempt.Ignore(a => a.Percent);
        attempt.HasOne<CourseEnrolment>().WithMany().HasForeignKey(a => a.EnrolmentId);
        attempt.HasOne<QuizContent>().WithMany().HasForeignKey(a => a.ContentId).OnDelete(DeleteBehavior.Restrict);
        attempt.HasIndex(a => new { a.EnrolmentId, a.ActivityId, a.Number }).IsUnique();   // two clicks on Start are one attempt
        attempt.HasIndex(a => new { a.State, a.DueAt });
    }
}
