using Lectern.Courses;
using Lectern.People;
using Lectern.Progress;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Taking;

/// <summary>An attempt with the quiz it is about and what was answered so far.</summary>
internal sealed record AttemptInHand(Attempt Attempt, AnswerSheet Sheet)
{
    public QuizDocument Quiz => Sheet.Quiz;
    public QuizSettings Settings => Sheet.Quiz.Settings;
}

/// <summary>Where attempts are taken up and handed in. The callers save.</summary>
internal sealed class AttemptDesk(LecternDb db, Classroom classroom, QuestionKinds kinds, TimeProvider clock)
{
    /// <summary>A learner's own attempt, with the latest step of each question. Two statements; null when it is not theirs.</summary>
    public async Task<AttemptInHand?> TakeUp(Id<Attempt> id, Id<Person> learnerId, CancellationToken cancel)
    {
        var found = await (
            from attempt in db.Attempts
            join content in db.QuizContents on attempt.ContentId equals content.Id
            where attempt.Id == id && attempt.LearnerId == learnerId
            select new { attempt, content.DocumentJson }).SingleOrDefaultAsync(cancel);
        return found is null ? null : new AttemptInHand(found.attempt, new AnswerSheet(QuizDocument.Read(found.DocumentJson), await LatestSteps(id, cancel)));
    }

    /// <summary>The latest step of each question of an attempt.</summary>
    public async Task<List<AttemptStep>> LatestSteps(Id<Attempt> id, CancellationToken cancel)
    {
        var steps = db.AttemptSteps;
        return await steps.AsNoTracking().Where(s => s.AttemptId == id && !steps.Any(later => later.AttemptId == id && later.QuestionId == s.QuestionId && later.Position > s.Position)).ToListAsync(cancel);
    }

    /// <summary>Keeps what was answered.</summary>
    public Refusal? Save(AttemptInHand hand, IReadOnlyCollection<Answer> answers)
    {
        var saved = hand.Attempt.Save(hand.Sheet, answers, clock.GetUtcNow());
        if (saved.Refusal is { } refusal) return refusal;
        db.AddRange(saved.Value);
        return null;
    }

    /// <summary>Ends the attempt with what was saved, marks it and tells the classroom.</summary>
    public async Task<Refusal?> HandIn(AttemptInHand hand, CancellationToken cancel)
    {
        var submitted = hand.Attempt.Submit(hand.Sheet, kinds, clock.GetUtcNow());
        if (submitted.Refusal is { } refusal) return refusal;
        db.AddRange(submitted.Value);
        // Without a seat: somebody may have been taken out of the course since, or the quiz may have left it. A pass stays a pass.
        await classroom.Report(hand.Attempt.EnrolmentId, hand.Attempt.CourseId, hand.Attempt.ActivityId, hand.Attempt.Verdict(hand.Settings), cancel);
        return null;
    }

    /// <summary>Whether the time was over and nobody had closed it: then it is now, and saved.</summary>
    public async Task<bool> CloseIfOverdue(AttemptInHand hand, CancellationToken cancel)
    {
        if (!hand.Attempt.IsOverdue(clock.GetUtcNow())) return false;
        await HandIn(hand, cancel);
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>All attempts of an enrolment at an activity, first to last.</summary>
    public Task<List<Attempt>> AttemptsOf(Seat seat, CancellationToken cancel)
    {
        var (enrolmentId, activityId) = (seat.EnrolmentId, seat.Activity.Id);
        return db.Attempts.Where(a => a.EnrolmentId == enrolmentId && a.ActivityId == activityId).OrderBy(a => a.Number).ToListAsync(cancel);
    }

    public Task<QuizContent?> Content(Guid contentId, CancellationToken cancel)
    {
        var id = new Id<QuizContent>(contentId);
        return db.QuizContents.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel);
    }

    /// <summary>The draft, for a preview.</summary>
    public async Task<QuizDocument?> Draft(Id<Activity> activityId, CancellationToken cancel) =>
        (await db.Quizzes.AsNoTracking().Include(q => q.Questions).AsSingleQuery().SingleOrDefaultAsync(q => q.ActivityId == activityId, cancel))?.Document();
}
