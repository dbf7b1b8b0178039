using System.Text.Json.Serialization;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Grading;
using Lectern.People;
using Lectern.Progress;
using Lectern.Quizzes.Behaviours;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes;

[JsonConverter(typeof(JsonStringEnumConverter<AttemptState>))]
public enum AttemptState
{
    InProgress,
    /// <summary>Handed in; something has still to be marked.</summary>
    Submitted,
    /// <summary>Handed in and marked in full.</summary>
    Finished,
    /// <summary>The time was over and nobody had handed it in, where the quiz asks for that: it doesn't count.</summary>
    Abandoned,
}

/// <summary>One go of one learner at a quiz: from the moment it starts to the marks. The server's clock decides when it is over.</summary>
public sealed class Attempt : Entity<Attempt>
{
    /// <summary>What is on its way when the time is over still counts for this long: the network's time is not the learner's.</summary>
    public static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(30);

    internal static readonly Refusal NotHandedIn = new("attempt-abandoned", "This attempt was not handed in in time, so it doesn't count.");

    private Attempt() { }

    /// <param name="courseEndsAt">For the learner: then at the latest the attempt ends.</param>
    public static Outcome<Attempt> Start(AttemptPlace place, QuizContent content, AttemptsSoFar earlier, QuestionKinds kinds, int seed, DateTimeOffset at, DateTimeOffset? courseEndsAt = null)
    {
        var settings = earlier.RulesOf(content.Document.Settings);
        if (earlier.Unfinished is not null) return new Refusal("attempt-open", "An attempt is already open. Go on with that one.");
        if (earlier.Left(settings) == 0) return new Refusal("no-attempts-left", "There are no attempts left. Ask your instructor if you need another one.");
        if (Admission.Of(settings, earlier).RefusalAt(at) is { } notNow) return notNow;
        var deadline = Deadline.Of(settings, earlier.ExtraTimePercent, at, courseEndsAt);
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
            DueAt = deadline.DueAt,
            GraceEndsAt = deadline.GraceEndsAt,
            HonouredAt = settings.Honour is null ? null : at,
            Policy = settings.Counts,
            MaximumPoints = new Paper(content.Document, seed, kinds).MaximumPoints,
        };
        attempt.Report();
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
    /// <summary>The last moment to answer (<see cref="Deadline"/>); null for never.</summary>
    public DateTimeOffset? DueAt { get; private set; }
    /// <summary>The last moment to hand in, where there is a grace period after <see cref="DueAt"/>.</summary>
    public DateTimeOffset? GraceEndsAt { get; private set; }
    /// <summary>When the learner accepted the statement of the quiz; null where it has none.</summary>
    public DateTimeOffset? HonouredAt { get; private set; }
    /// <summary>Which attempt counts, by the rules that this one met.</summary>
    public GradingPolicy Policy { get; private set; }
    /// <summary>The page, from 1, that the learner has come to, where the quiz goes forward only.</summary>
    public int ReachedPage { get; private set; } = 1;
    /// <summary>On which device it goes on, as its learner last decided; null where it doesn't matter.</summary>
    public string? Device { get; private set; }
    /// <summary>How often the learner went on on another one.</summary>
    public int DeviceChanges { get; private set; }
    public DateTimeOffset? SubmittedAt { get; private set; }
    /// <summary>Nobody handed it in: the time was over.</summary>
    public bool IsClosedByTime { get; private set; }
    public decimal Points { get; private set; }
    public decimal MaximumPoints { get; private set; }
    public bool IsPassed { get; private set; }
    /// <summary>Since when its learner may know how it went; null until then. Only the <see cref="ReleaseGate"/> says what that lets them see.</summary>
    public DateTimeOffset? ReleasedAt { get; private set; }
    /// <summary>Raised by every save: an answer and a submission at the same moment can't pass each other by.</summary>
    public int Revision { get; private set; }

    /// <summary>Handed in, or given up: nothing can be answered any more.</summary>
    public bool IsFinished => State != AttemptState.InProgress;
    /// <summary>Handed in, by its learner or by the clock.</summary>
    public bool IsHandedIn => State is AttemptState.Submitted or AttemptState.Finished;
    /// <summary>Everything is marked: until then <see cref="Points"/> is what is known so far.</summary>
    public bool IsMarked => State == AttemptState.Finished;
    /// <summary>0 to 100.</summary>
    public decimal Percent => AttemptReckoning.Percent(Points, MaximumPoints);
    /// <summary>Nothing can be answered any more, and nobody has handed it in.</summary>
    public bool IsOverdue(DateTimeOffset at) => !IsFinished && DueAt + OnItsWay < at;
    /// <summary>It can't be handed in any more either: what becomes of it now is its quiz's to say.</summary>
    public bool IsOver(DateTimeOffset at) => !IsFinished && (GraceEndsAt ?? DueAt) + OnItsWay < at;

    /// <summary>Takes in answers and flags: a step for each question that changed. Questions of another quiz are none of ours and are left out.</summary>
    public Outcome<IReadOnlyList<AttemptStep>> Save(AnswerSheet sheet, IReadOnlyCollection<Answer> answers, DateTimeOffset at)
    {
        if (IsFinished) return new Refusal("attempt-finished", "This attempt was already submitted. What had been saved by then counts.");
        if (IsOverdue(at)) return new Refusal("attempt-over", "The time is over. What had been saved by then counts.");
        List<AttemptStep> steps = [];
        foreach (var said in answers.GroupBy(answer => answer.QuestionId).Select(said => said.Last()))   // said twice at once, the last word counts
        {
            if (sheet.Question(said.QuestionId) is not { } question) continue;
            var answer = sheet.StandingOf(question) is { IsClosed: true } ? said with { Response = sheet.Response(question.Id), Certainty = sheet.Certainty(question.Id) }
                : said with { Certainty = sheet.Paper.BehaviourOf(question).AsksCertainty && said.Certainty is >= 1 and <= Certainty.Highest ? said.Certainty : null };
            if (sheet.IsAlready(answer)) continue;
            steps.Add(new AttemptStep
            {
                AttemptId = Id, QuestionId = answer.QuestionId, Action = StepAction.Saved, State = answer.Response is null ? QuestionState.Unanswered : QuestionState.Complete,
                Response = answer.Response, Certainty = answer.Certainty, IsFlagged = answer.IsFlagged, At = at,
            });
        }

        sheet.Add(steps);
        SavedAt = at;
        Revision++;
        return steps;
    }

    /// <summary>The learner asks how the answer that is saved to a question is: it is tried, which tells them, and may cost them something.</summary>
    /// <param name="sheet">With the latest step of each question.</param>
    /// <param name="questionId">Which.</param>
    /// <param name="at">Now.</param>
    public Outcome<AttemptStep> Check(AnswerSheet sheet, Id<Question> questionId, DateTimeOffset at)
    {
        if (IsFinished) return new Refusal("attempt-finished", "This attempt was already submitted. What had been saved by then counts.");
        if (IsOverdue(at)) return new Refusal("attempt-over", "The time is over. What had been saved by then counts.");
        if (sheet.Question(questionId) is not { } question) return new Refusal("question-unknown", "This attempt has no such question.", "QuestionId");
        var behaviour = sheet.Paper.BehaviourOf(question);
        if (!behaviour.Checks) return new Refusal("question-unchecked", "This question is marked when the quiz is submitted.");
        if (sheet.StandingOf(question) is { IsClosed: true }) return new Refusal("question-closed", "This question is done. Its answer can't be changed any more.");
        if (sheet.Latest(questionId) is not { Response: not null } latest) return new Refusal("answer-missing", "Answer the question first, then check it.");
        var tries = sheet.Tries(questionId);
        if (tries is [.., var before] && before.Response == latest.Response) return new Refusal("answer-tried", "You have tried just this. Change your answer first; nothing was taken away.");   // pressed twice, it is one try
        var (state, fraction) = Marking.Outcome(sheet.Paper.KindOf(question), behaviour, question, tries, latest);
        var step = new AttemptStep
        {
            AttemptId = Id, QuestionId = questionId, Action = StepAction.Checked, State = state, Fraction = fraction, Response = latest.Response, Certainty = latest.Certainty, IsFlagged = latest.IsFlagged, At = at,
        };
        sheet.Add([step]);
        SavedAt = at;
        Revision++;
        return step;
    }

    /// <summary>Ends the attempt and marks what was saved: a step for each question, without a fraction where a person or a job says what it earns. After the time it ends when
    /// the time did, whoever ends it.</summary>
    /// <param name="sheet">What was saved.</param>
    /// <param name="kinds">All there are.</param>
    /// <param name="at">Now.</param>
    /// <param name="releases">Whether the learner is told as soon as all is marked.</param>
    public Outcome<IReadOnlyList<AttemptStep>> Submit(AnswerSheet sheet, QuestionKinds kinds, DateTimeOffset at, bool releases = true)
    {
        if (IsFinished) return new Refusal("attempt-finished", "This attempt was already submitted. What had been saved by then counts.");
        if (IsOver(at) && sheet.Quiz.Settings.Overdue != Overdue.Submit) return Abandon();
        IsClosedByTime = IsOver(at);
        SubmittedAt = DueAt is { } due && due < at && !(IsOverdue(at) && !IsOver(at)) ? due : at;   // in the grace period: when it was
        List<AttemptStep> steps = [];
        foreach (var (question, _) in sheet.Paper.Questions)
        {
            var latest = sheet.Latest(question.Id);
            var (state, fraction) = Marking.Outcome(kinds[question.Kind], sheet.Paper.BehaviourOf(question), question, sheet.Tries(question.Id), latest);
            steps.Add(new AttemptStep
            {
                AttemptId = Id, QuestionId = question.Id, Action = StepAction.Submitted, State = state, Fraction = fraction,
                Response = latest?.Response, Certainty = latest?.Certainty, IsFlagged = latest?.IsFlagged ?? false, At = SubmittedAt.Value,
            });
        }

        sheet.Add(steps);
        Settle(sheet, at, releases);
        return steps;
    }

    /// <summary>Somebody, or a job, says what answers earn: a step more for each, and what the attempt earns follows from them. Saying it again puts it right; a learner who knew the
    /// mark before is told once.</summary>
    /// <param name="sheet">With the latest step of each question.</param>
    /// <param name="marks">What is said; all of it or, where something is refused, nothing.</param>
    /// <param name="at">Now.</param>
    /// <param name="releases">Whether the learner is told as soon as all is marked.</param>
    public Outcome<IReadOnlyList<AttemptStep>> Mark(AnswerSheet sheet, IReadOnlyCollection<GivenMark> marks, DateTimeOffset at, bool releases)
    {
        if (!IsFinished) return new Refusal("attempt-open", "This attempt is not submitted yet.");
        if (!IsHandedIn) return NotHandedIn;
        List<AttemptStep> steps = [];
        foreach (var mark in marks)
        {
            if (sheet.Latest(mark.QuestionId) is not { } latest) return new Refusal("question-unknown", "This attempt has no such question.", nameof(GivenMark.QuestionId));
            if (latest.State == QuestionState.Finished && mark.Action != StepAction.Regraded) return new Refusal("question-unmarked", "This question earns no points, so there is nothing to mark.", nameof(GivenMark.QuestionId));
            if (mark.Action != StepAction.Regraded && mark.Fraction is < 0 or > 1) return new Refusal("fraction-out-of-range", "Give points from 0 to what the question is worth.", nameof(GivenMark.Fraction));
            if (mark.Comment.Length > AttemptStep.LongestComment) return new Refusal("comment-too-long", "A comment has at most {0} characters.", nameof(GivenMark.Comment), AttemptStep.LongestComment);
            steps.Add(mark.Step(Id, latest, at));
        }

        var (before, wasTold) = ((Points, MaximumPoints, IsPassed), ReleasedAt is not null);
        sheet.Add(steps);
        Settle(sheet, at, releases);
        if (ReleasedAt is not null) Raise(new MarksTold(Id, IsNew: !wasTold, WasPutRight: wasTold && before != (Points, MaximumPoints, IsPassed)));
        else if (wasTold) Raise(new MarkTakenBack(Id));
        return steps;
    }

    /// <summary>The same of one answer.</summary>
    public Outcome<AttemptStep> Mark(AnswerSheet sheet, GivenMark mark, DateTimeOffset at, bool releases)
    {
        var steps = Mark(sheet, [mark], at, releases);
        return steps.Refusal is { } refusal ? refusal : steps.Value[0];
    }

    /// <summary>Tells the learner how it went. False when there is nothing to tell: it was told already, or something is still to be marked.</summary>
    public bool Release(DateTimeOffset at)
    {
        if (State != AttemptState.Finished || ReleasedAt is not null) return false;
        ReleasedAt = at;
        Revision++;
        Report();
        Raise(new MarksTold(Id, IsNew: true));
        return true;
    }

    /// <summary>What the steps come to: points, whether they pass, whether something still waits, and whether the learner is told; reported to the gradebook.</summary>
    private void Settle(AnswerSheet sheet, DateTimeOffset at, bool releases)
    {
        var reckoning = new AttemptReckoning(sheet);
        (Points, MaximumPoints, State, IsPassed) = (reckoning.Points, reckoning.MaximumPoints, reckoning.State, reckoning.IsPassed);
        if (State != AttemptState.Finished) ReleasedAt = null;   // what waits to be marked again is told once more when it is
        else if (releases) ReleasedAt ??= at;
        Revision++;
        Report();
    }

    private Outcome<IReadOnlyList<AttemptStep>> Abandon()
    {
        IsClosedByTime = true;
        SubmittedAt = GraceEndsAt ?? DueAt;
        State = AttemptState.Abandoned;
        Revision++;
        Report();
        return Outcome<IReadOnlyList<AttemptStep>>.Of([]);
    }

    /// <summary>Whether an open attempt ends otherwise by what holds now: what was agreed with the learner, or the course's dates, have changed.</summary>
    public bool IsToFollow(Deadline deadline) => !IsFinished && (DueAt, GraceEndsAt) != (deadline.DueAt, deadline.GraceEndsAt);

    /// <summary>The learner goes on on this device.</summary>
    public void GoOnAt(string device)
    {
        if (IsFinished || Device == device) return;
        if (Device is not null) DeviceChanges++;
        Device = device;
        Revision++;
    }

    /// <summary>The learner turns to a page, where the quiz goes forward only: there is no way back.</summary>
    public void Reach(int page)
    {
        if (page <= ReachedPage) return;
        ReachedPage = page;
        Revision++;
    }

    private void Report() => Raise(Said());

    /// <summary>What it says to the gradebook at present.</summary>
    internal ScoreReported Said() => new(EnrolmentId, CourseId, LearnerId, ActivityId, Points, MaximumPoints, SubmittedAt ?? StartedAt)
    {
        SourceId = Id.Value,
        Revision = Revision,
        Policy = Policy,
        State = ReleasedAt is not null ? MarkState.Released : State switch { AttemptState.InProgress => MarkState.InProgress, AttemptState.Submitted => MarkState.NeedsMarking, AttemptState.Abandoned => MarkState.None, _ => MarkState.Provisional },
    };

    /// <summary>How this attempt judges its learner.</summary>
    public ActivityStatus Verdict(QuizSettings settings) =>
        !settings.HasPassMark || MaximumPoints == 0 ? ActivityStatus.Completed : !IsMarked ? ActivityStatus.Started : IsPassed ? ActivityStatus.Passed : ActivityStatus.Failed;

    /// <summary>What this attempt, handed in, says of the activity. Before its marks are told nothing that would give them away: what waits for a score or a pass waits until then.</summary>
    public IReadOnlyList<LearningFact> Facts(QuizSettings settings)
    {
        if (State == AttemptState.Abandoned) return [];
        List<LearningFact> facts = [LearningFact.Submitted(Id.Value)];
        if (ReleasedAt is not null && MaximumPoints > 0) facts.Add(LearningFact.Scored(Points, MaximumPoints, Id.Value));
        if (ReleasedAt is not null || !settings.HasPassMark || MaximumPoints == 0) facts.Add(LearningFact.Of(Verdict(settings), Id.Value));
        return facts;
    }
}

/// <summary>The learner may know how an attempt went, or knows it and it was put right since; what follows from that isn't done yet.</summary>
/// <param name="IsNew">It was told now, after it had been handed in.</param>
/// <param name="WasPutRight">They knew it before, and it is another one now.</param>
public sealed record MarksTold(Id<Attempt> AttemptId, bool IsNew, bool WasPutRight = false) : IEvent;

/// <summary>Its learner knew the mark, and something of it waits to be marked again: it isn't told any more.</summary>
public sealed record MarkTakenBack(Id<Attempt> AttemptId) : IEvent;

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
        attempt.Ignore(a => a.IsHandedIn);
        attempt.Ignore(a => a.IsMarked);
        attempt.Ignore(a => a.Percent);
        attempt.HasOne<CourseEnrolment>().WithMany().HasForeignKey(a => a.EnrolmentId);
        attempt.HasOne<QuizContent>().WithMany().HasForeignKey(a => a.ContentId).OnDelete(DeleteBehavior.Restrict);
        attempt.HasIndex(a => new { a.EnrolmentId, a.ActivityId, a.Number }).IsUnique();   // two clicks on Start are one attempt
        attempt.Property(a => a.Device).HasMaxLength(64);
        attempt.Property(a => a.Policy).HasMaxLength(40);
        attempt.HasIndex(a => new { a.State, a.DueAt });
        attempt.HasIndex(a => a.SubmittedAt);
        attempt.HasIndex(a => new { a.ActivityId, a.State, a.ReleasedAt });
    }
}
