using Lectern.Courses;
using Lectern.Grading;
using Lectern.People;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.Taking;

namespace Lectern.Quizzes.MarkingQueue;

/// <summary>An answer in front of whoever marks it.</summary>
internal sealed record AnswerInHand(AwaitedMark Awaited, AttemptInHand Hand, PlacedQuestion Placed, IQuestionKind Kind);

/// <summary>What waits in one question of a quiz, and what was marked.</summary>
/// <param name="Drafted">How many of those that wait have a draft with points.</param>
/// <param name="Given">How many marks are given, by people or by a job; a person can put them right.</param>
public sealed record WaitingQuestion(Id<Activity> ActivityId, Id<Question> QuestionId, int Waiting, int Drafted, int Given);

/// <summary>Where answers are marked by people.</summary>
internal sealed class MarkingDesk(LecternDb db, AttemptDesk desk, QuestionKinds kinds, TimeProvider clock)
{
    /// <summary>A person's work is found by these ids; what is beyond them comes when those before are given.</summary>
    private const int MostInSight = 2000;
    /// <summary>How long somebody who has drafted points may still be writing them.</summary>
    private static readonly TimeSpan InTheMiddle = TimeSpan.FromMinutes(1);

    /// <summary>What waits for a person in all courses in which the visitor may mark.</summary>
    public IQueryable<AwaitedMark> WaitingFor(Visitor visitor)
    {
        var mine = db.CoursesWith(QuizCapabilities.MarkAnswers, visitor).Select(c => c.Id);
        return db.AwaitedMarks.Where(a => a.GivenAt == null && a.MarkedBy == MarkedBy.Person && mine.Contains(a.CourseId));
    }

    /// <summary>What waits for a person in a course, or in one activity of it, or in one question.</summary>
    public IQueryable<AwaitedMark> Waiting(Id<Course> courseId, Id<Activity>? activityId = null, Id<Question>? questionId = null)
    {
        var waiting = db.AwaitedMarks.Where(a => a.CourseId == courseId && a.GivenAt == null && a.MarkedBy == MarkedBy.Person);
        if (activityId is { } activity) waiting = waiting.Where(a => a.ActivityId == activity);
        if (questionId is { } question) waiting = waiting.Where(a => a.QuestionId == question);
        return waiting;
    }

    /// <summary>The same and what was marked already, counted by question. One statement.</summary>
    public Task<List<WaitingQuestion>> Questions(Id<Course> courseId, CancellationToken cancel) => (
        from awaited in Answers(courseId).AsNoTracking()
        group awaited by new { awaited.ActivityId, awaited.QuestionId } into answers
        select new WaitingQuestion(answers.Key.ActivityId, answers.Key.QuestionId, answers.Count(a => a.GivenAt == null), answers.Count(a => a.GivenAt == null && a.DraftPoints != null), answers.Count(a => a.GivenAt != null))).ToListAsync(cancel);

    /// <summary>All that waits for a person in a course or is marked.</summary>
    public IQueryable<AwaitedMark> Answers(Id<Course> courseId) => db.AwaitedMarks.Where(a => a.CourseId == courseId && (a.GivenAt != null || a.MarkedBy == MarkedBy.Person));

    /// <summary>What is marked already, the last first.</summary>
    public Task<List<Id<AwaitedMark>>> GivenInOrder(Id<Course> courseId, Id<Activity> activityId, Id<Question>? questionId, CancellationToken cancel)
    {
        var given = db.AwaitedMarks.Where(a => a.CourseId == courseId && a.ActivityId == activityId && a.GivenAt != null);
        if (questionId is { } question) given = given.Where(a => a.QuestionId == question);
        return given.OrderByDescending(a => a.GivenAt).ThenByDescending(a => a.Id).Take(MostInSight).Select(a => a.Id).ToListAsync(cancel);
    }

    /// <summary>What waits, in the order in which it is marked: the answers to one question as they were handed in, or attempt by attempt.</summary>
    public Task<List<Id<AwaitedMark>>> InOrder(Id<Course> courseId, Id<Activity> activityId, Id<Question>? questionId, CancellationToken cancel) =>
        Waiting(courseId, activityId, questionId).OrderBy(a => a.SubmittedAt).ThenBy(a => a.AttemptId).ThenBy(a => a.Id).Take(MostInSight).Select(a => a.Id).ToListAsync(cancel);

    /// <summary>Null when there is no such answer in the course. Three statements.</summary>
    public async Task<AnswerInHand?> TakeUp(Id<Course> courseId, Id<AwaitedMark> id, CancellationToken cancel)
    {
        var attempts = db.Attempts;
        var found = await (
            from awaited in db.AwaitedMarks
            where awaited.Id == id && awaited.CourseId == courseId
            select new { awaited, LearnerId = attempts.Where(a => a.Id == awaited.AttemptId).Select(a => a.LearnerId).Single() }).SingleOrDefaultAsync(cancel);
        if (found is null || await desk.TakeUp(found.awaited.AttemptId, found.LearnerId, cancel) is not { } hand) return null;
        var placed = new QuizPages(hand.Sheet.Paper).All.FirstOrDefault(q => q.Question.Id == found.awaited.QuestionId);
        return placed is null ? null : new AnswerInHand(found.awaited, hand, placed, kinds[placed.Question.Kind]);
    }

    /// <summary>Puts a mark right that is given: a step more, and a learner who knew it is told. What was said before stays in the history. The caller saves.</summary>
    /// <param name="hand">The answer.</param>
    /// <param name="points">0 to the question's points.</param>
    /// <param name="comment">Sanitised HTML.</param>
    /// <param name="seen">The revision that they saw.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancel">When nobody waits any more.</param>
    public async Task<Refusal?> PutRight(AnswerInHand hand, decimal? points, string comment, int seen, Id<Person> by, CancellationToken cancel)
    {
        var (question, now) = (hand.Placed.Question, clock.GetUtcNow());
        if (points is not { } said) return new Refusal("points-out-of-range", "Enter points from 0 to {0}.", "points", question.Points);
        var mark = hand.Awaited.PutRight(said, question.Points, comment, seen, by, now);
        if (mark.Refusal is { } refusal) return refusal;
        var releases = (await db.ReleaseRuleOf(hand.Awaited.CourseId, hand.Awaited.ActivityId, cancel)).ReleasesAt(now);
        var step = hand.Hand.Attempt.Mark(hand.Hand.Sheet, mark.Value, now, releases);
        if (step.Refusal is { } unfit) return unfit;
        db.Add(step.Value);
        return null;
    }

    /// <summary>Makes the drafts with points steps of their attempts, which end, and are told where marks are released at once. Saves attempt by attempt.</summary>
    /// <param name="by">Who gives them. What somebody else has just drafted stays: they may be in the middle of a number.</param>
    /// <returns>How many.</returns>
    public async Task<int> Give(Id<Course> courseId, Id<Activity> activityId, Id<Question>? questionId, Id<Person> by, CancellationToken cancel)
    {
        var settledBefore = clock.GetUtcNow() - InTheMiddle;
        var attempts = await Drafted().GroupBy(a => a.AttemptId).OrderBy(own => own.Min(a => a.SubmittedAt)).Select(own => own.Key).ToListAsync(cancel);
        var given = 0;
        foreach (var attemptId in attempts)
        {
            given += await db.Retried(async () =>
            {
                var drafts = await Drafted().Where(a => a.AttemptId == attemptId).ToListAsync(cancel);
                if (drafts.Count == 0) return 0;
                var learner = await db.Attempts.Where(a => a.Id == attemptId).Select(a => a.LearnerId).SingleAsync(cancel);
                if (await desk.TakeUp(attemptId, learner, cancel) is not { } hand) return 0;
                var now = clock.GetUtcNow();
                var releases = (await db.ReleaseRuleOf(courseId, activityId, cancel)).ReleasesAt(now);
                var marks = drafts.Select(draft => (Draft: draft, Mark: hand.Sheet.Question(draft.QuestionId) is { } question ? draft.Mark(question.Points) : null)).Where(given => given.Mark is not null).ToList();
                var steps = hand.Attempt.Mark(hand.Sheet, [.. marks.Select(given => given.Mark!)], now, releases);
                if (steps.Refusal is not null) return 0;
                db.AddRange(steps.Value);
                foreach (var (draft, _) in marks) draft.Give(now);
                await db.SaveChangesAsync(cancel);
                return marks.Count;
            });
            db.ChangeTracker.Clear();
        }

        return given;

        IQueryable<AwaitedMark> Drafted() => Waiting(courseId, activityId, questionId).Where(a => a.DraftPoints != null && (a.DraftById == by || a.DraftAt < settledBefore));
    }
}
