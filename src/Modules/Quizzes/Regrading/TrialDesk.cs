using Lectern.Courses;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Web.Live;

namespace Lectern.Quizzes.Regrading;

/// <summary>Where answers that programs mark are run by the question as it is now, before anybody decides.</summary>
internal sealed class TrialDesk(LecternDb db, QuestionKinds kinds, LiveUpdates live, TimeProvider clock)
{
    private const int Batch = 500;

    internal static string Topic(Id<Activity> activityId) => $"quiz/{activityId}/trials";

    /// <summary>Whether answers to it are run before it can be marked by what it is now.</summary>
    internal bool IsRun(RegradeQuestion question) => question is { Difference: QuestionDifference.Key, Now: not null } && kinds[question.Met.Kind] is IMarkLater;

    /// <summary>The same questions with how far their answers are run. Two statements where there is such a question, none otherwise.</summary>
    public async Task<List<RegradeQuestion>> Seen(Id<Activity> activityId, List<RegradeQuestion> questions, CancellationToken cancel)
    {
        var keys = questions.Where(IsRun).ToDictionary(q => q.Id, q => TrialRun.KeyOf(q.Id, q.Now!.Data));
        if (keys.Count == 0) return questions;
        var (ids, wanted) = (keys.Keys.ToList(), keys.Values.ToList());
        var answers = await Answers(activityId, ids).GroupBy(s => s.QuestionId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var trials = await db.TrialRuns.Where(t => t.ActivityId == activityId && wanted.Contains(t.Key)).GroupBy(t => t.Key)
            .Select(g => new { g.Key, Asked = g.Count(), Done = g.Count(t => t.DoneAt != null), Unrun = g.Count(t => t.DoneAt != null && t.Fraction == null) }).ToDictionaryAsync(g => g.Key, cancel);
        return [.. questions.Select(q => !keys.TryGetValue(q.Id, out var key) ? q : q with
        {
            Trials = trials.GetValueOrDefault(key) is { } found ? new(answers.GetValueOrDefault(q.Id), found.Asked, found.Done, found.Unrun) : new(answers.GetValueOrDefault(q.Id), 0, 0, 0),
        })];
    }

    /// <summary>What was run by these questions, by attempt and question. One statement where one of them is run, none otherwise.</summary>
    public async Task<IReadOnlyDictionary<(Id<Attempt>, Id<Question>), TrialRun>> Of(Id<Activity> activityId, IEnumerable<QuizQuestion> now, CancellationToken cancel)
    {
        var keys = now.Where(q => kinds[q.Kind] is IMarkLater).Select(q => TrialRun.KeyOf(q.Id, q.Data)).ToList();
        return keys.Count == 0 ? new Dictionary<(Id<Attempt>, Id<Question>), TrialRun>()
            : await db.TrialRuns.AsNoTracking().Where(t => t.ActivityId == activityId && keys.Contains(t.Key) && t.Fraction != null).ToDictionaryAsync(t => (t.AttemptId, t.QuestionId), cancel);
    }

    /// <summary>Asks for the answers to a question to be run; those that are, or will be, aren't again. A job does it.</summary>
    public async Task<Refusal?> Ask(RegradePlace place, Id<Question> id, CancellationToken cancel)
    {
        if (place.Find(id) is not { } question) return new Refusal("question-unknown", "Nobody has met this question.", "questionId");
        if (!IsRun(question)) return new Refusal("question-not-run", "No program has to be run to mark this question anew.", "questionId");
        var (activityId, key) = (place.ActivityId, TrialRun.KeyOf(id, question.Now!.Data));
        await db.Retried(async () =>
        {
            var (trials, answered) = (db.TrialRuns, Answers(activityId, [id]).Select(s => s.AttemptId));
            var missing = await db.Attempts.AsNoTracking().Where(a => answered.Contains(a.Id) && !trials.Any(t => t.AttemptId == a.Id && t.QuestionId == id && t.Key == key)).ToListAsync(cancel);
            foreach (var some in missing.Chunk(Batch)) db.AddRange(some.Select(attempt => new TrialRun(attempt, id, key, clock.GetUtcNow())));
            return await db.SaveChangesAsync(cancel);
        });
        await live.Publish(Topic(activityId), cancel);
        return null;
    }

    // Every question of an attempt has one step of handing in.
    private IQueryable<AttemptStep> Answers(Id<Activity> activityId, List<Id<Question>> questions)
    {
        var attempts = db.Attempts.Where(a => a.ActivityId == activityId && (a.State == AttemptState.Submitted || a.State == AttemptState.Finished)).Select(a => a.Id);
        return db.AttemptSteps.Where(s => attempts.Contains(s.AttemptId) && questions.Contains(s.QuestionId) && s.Action == StepAction.Submitted && s.Response != null);
    }
}
