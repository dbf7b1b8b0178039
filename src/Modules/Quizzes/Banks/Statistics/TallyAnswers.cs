using Lectern.Data.Jobs;
using Microsoft.Extensions.Logging;

namespace Lectern.Quizzes.Banks.Statistics;

/// <summary>
/// Keeps the statistics of questions. A sealed quiz is looked through when nobody has yet, and again when attempts were handed in of
/// late, a tenth more than last time; and a few of those longest ago: marks may have been put right. Safe to run anywhere and at any time.
/// </summary>
public sealed partial class TallyAnswers(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TallyAnswers> log) : IJobWork
{
    /// <summary>The newest attempts of a quiz that count.</summary>
    private const int MostAttempts = 20_000;
    private const int Batch = 200;
    private const int MostQuizzes = 200;
    private const int Oldest = 5;
    private static readonly TimeSpan OfLate = TimeSpan.FromDays(2);

    public async Task Run(CancellationToken cancel)
    {
        List<Id<QuizContent>> due;
        await using (var scope = scopes.CreateAsyncScope()) due = await Due(scope.ServiceProvider.GetRequiredService<LecternDb>(), cancel);
        foreach (var id in due)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var services = scope.ServiceProvider;
                await Reckon(id, services.GetRequiredService<LecternDb>(), services.GetRequiredService<SealedQuizzes>(), services.GetRequiredService<QuestionTypes.QuestionKinds>(), cancel);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)   // one that can't be read doesn't keep the others from being counted
            {
                LogFailed(id.Value, failure);
                await PutOff(id, cancel);
            }
        }
    }

    private async Task<List<Id<QuizContent>>> Due(LecternDb db, CancellationToken cancel)
    {
        var tallies = db.Set<QuizTally>();
        var (yesterday, late) = (clock.GetUtcNow() - TimeSpan.FromDays(1), clock.GetUtcNow() - OfLate);
        var handedIn = db.Attempts.Where(a => a.State != AttemptState.InProgress);
        var fresh = await db.QuizContents.Where(c => !tallies.Any(t => t.ContentId == c.Id) && handedIn.Any(a => a.ContentId == c.Id)).OrderByDescending(c => c.SealedAt).ThenBy(c => c.Id).Take(MostQuizzes).Select(c => c.Id).ToListAsync(cancel);
        var active = handedIn.Where(a => a.SubmittedAt > late).Select(a => a.ContentId);
        var counts = handedIn.Where(a => active.Contains(a.ContentId)).GroupBy(a => a.ContentId).Select(a => new { ContentId = a.Key, Count = a.Count() });
        var grown = await (
            from quiz in counts
            join known in tallies on quiz.ContentId equals known.ContentId
            where quiz.Count > known.Attempts && quiz.Count * 10 >= known.Attempts * 11
            orderby known.ReckonedAt, quiz.ContentId
            select quiz.ContentId).Take(MostQuizzes).ToListAsync(cancel);
        var oldest = await tallies.Where(t => t.ReckonedAt < yesterday).OrderBy(t => t.ReckonedAt).ThenBy(t => t.ContentId).Take(Oldest).Select(t => t.ContentId).ToListAsync(cancel);
        return [.. fresh.Union(grown).Union(oldest)];
    }

    /// <summary>It is the others' turn: what was counted of it before stays, and it is tried again when all others were.</summary>
    private async Task PutOff(Id<QuizContent> id, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<LecternDb>(), clock.GetUtcNow());
        await db.Retried(async () =>   // another node may put it off at the same moment: then it is there when this one looks again
        {
            if (await db.Set<QuizTally>().Where(t => t.ContentId == id).ExecuteUpdateAsync(t => t.SetProperty(x => x.ReckonedAt, now), cancel) > 0) return 1;
            db.Add(new QuizTally { ContentId = id, Attempts = 0, ReckonedAt = now });
            return await db.SaveChangesAsync(cancel);
        });
    }

    private async Task Reckon(Id<QuizContent> id, LecternDb db, SealedQuizzes quizzes, QuestionTypes.QuestionKinds kinds, CancellationToken cancel)
    {
        if (await quizzes.Of(db, id, cancel) is not { } content) return;
        var tallying = new QuizTallying(content, kinds);
        var attempts = db.Attempts.AsNoTracking().Where(a => a.ContentId == id && a.State != AttemptState.InProgress);
        var all = await attempts.CountAsync(cancel);
        var ids = await attempts.OrderByDescending(a => a.StartedAt).ThenByDescending(a => a.Id).Select(a => a.Id).Take(MostAttempts).ToListAsync(cancel);
        ids.Reverse();
        foreach (var batch in ids.Chunk(Batch))
        {
            var found = await db.Attempts.AsNoTracking().Where(a => batch.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
            var steps = await db.AttemptSteps.AsNoTracking().Where(s => batch.Contains(s.AttemptId)).OrderBy(s => s.Position).ToListAsync(cancel);
            var byAttempt = steps.ToLookup(s => s.AttemptId);
            foreach (var one in batch)
                if (found.TryGetValue(one, out var attempt))
                    tallying.Add(attempt, [.. byAttempt[one]]);
        }

        await db.Set<QuizTally>().Where(t => t.ContentId == id).ExecuteDeleteAsync(cancel);
        db.Add(tallying.Tally(all, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The answers of sealed quiz {Content} could not be counted")]
    private partial void LogFailed(Guid content, Exception failure);
}
