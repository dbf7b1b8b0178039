using Lectern.Courses;
using Lectern.Data.Jobs;
using Lectern.Quizzes.MarkingQueue;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.QuestionTypes.Code;
using Lectern.Web.Live;
using Microsoft.Extensions.Logging;

namespace Lectern.Quizzes.Regrading;

/// <summary>Runs the answers that were asked for (<see cref="TrialRun"/>). A job; courses take turns, and what marks answers takes turns with it (<see cref="CodeRunner"/>). What fails, or can't be run just now, is tried again at the next run.</summary>
public sealed partial class RunTrials : IJobWork
{
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;
    private readonly ILogger<RunTrials> _log;

    public RunTrials(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RunTrials> log) => (_scopes, _clock, _log) = (scopes, clock, log);

    public async Task Run(CancellationToken cancel)
    {
        List<Id<TrialRun>> failed = [];
        while (await Round(failed, cancel)) { }
    }

    private async Task<bool> Round(List<Id<TrialRun>> failed, CancellationToken cancel)
    {
        var any = false;
        foreach (var courseId in await Courses(cancel))
        {
            await using var scope = _scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Actor>().From = "job";
            var (db, now) = (scope.ServiceProvider.GetRequiredService<LecternDb>(), _clock.GetUtcNow());
            if (await db.TrialRuns.Where(t => t.DoneAt == null && t.CourseId == courseId && (t.TakenUntil == null || t.TakenUntil <= now) && !failed.Contains(t.Id)).OrderBy(t => t.AskedAt).ThenBy(t => t.Id).FirstOrDefaultAsync(cancel) is not { } trial) continue;
            any = true;
            try
            {
                if (!await Run(trial, scope.ServiceProvider, cancel)) failed.Add(trial.Id);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)   // one broken answer doesn't keep the others waiting
            {
                failed.Add(trial.Id);
                LogFailed(trial.Id.Value, failure);
            }
        }

        return any;
    }

    private async Task<List<Id<Course>>> Courses(CancellationToken cancel)
    {
        await using var scope = _scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LecternDb>().TrialRuns.Where(t => t.DoneAt == null).GroupBy(t => t.CourseId).OrderBy(t => t.Min(one => one.AskedAt)).ThenBy(t => t.Key).Select(t => t.Key).ToListAsync(cancel);
    }

    /// <summary>Whether it waits no longer.</summary>
    private async Task<bool> Run(TrialRun trial, IServiceProvider services, CancellationToken cancel)
    {
        var (db, kinds) = (services.GetRequiredService<LecternDb>(), services.GetRequiredService<QuestionKinds>());
        var now = _clock.GetUtcNow();
        if (!trial.Take(now, now + MarkByJob.InHand)) return false;
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)   // another node has it
        {
            return false;
        }

        var (attemptId, questionId) = (trial.AttemptId, trial.QuestionId);
        var question = await db.Questions.AsNoTracking().SingleOrDefaultAsync(q => q.Id == questionId, cancel);
        if (question is null || question.ToDocument() is not { } asked || TrialRun.KeyOf(questionId, asked.Data) != trial.Key)
        {
            db.Remove(trial);   // it is another question since, or none
            await db.SaveChangesAsync(cancel);
            return true;
        }

        var response = await db.AttemptSteps.Where(s => s.AttemptId == attemptId && s.QuestionId == questionId && s.Action == StepAction.Submitted).Select(s => s.Response).FirstOrDefaultAsync(cancel);
        try
        {
            var said = response is not null && kinds[asked.Kind] is IMarkLater later ? await later.Mark(asked.Data, response, cancel) : null;
            trial.Finish(said?.Fraction, said?.Remark ?? "", _clock.GetUtcNow());
        }
        catch (NotJustNowException)
        {
            trial.LetGo();
        }
        catch
        {
            trial.LetGo();
            await db.SaveChangesAsync(CancellationToken.None);   // also when the server is told to end: then the next run has it
            throw;
        }

        await db.SaveChangesAsync(cancel);
        await services.GetRequiredService<LiveUpdates>().Publish(TrialDesk.Topic(trial.ActivityId), cancel);
        return trial.DoneAt is not null;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Answer {Answer} could not be run by the tests as they are now")]
    private partial void LogFailed(Guid answer, Exception failure);
}
