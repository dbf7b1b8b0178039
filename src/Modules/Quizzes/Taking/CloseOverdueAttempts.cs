using Lectern.Data.Jobs;
using Lectern.People;
using Microsoft.Extensions.Logging;

namespace Lectern.Quizzes.Taking;

/// <summary>Closes attempts whose time is over, that to hand in too, and that nobody came back to. A job; safe to run anywhere and at any time.</summary>
public sealed partial class CloseOverdueAttempts : IJobWork
{
    private const int Batch = 100;
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;
    private readonly ILogger<CloseOverdueAttempts> _log;

    public CloseOverdueAttempts(IServiceScopeFactory scopes, TimeProvider clock, ILogger<CloseOverdueAttempts> log) => (_scopes, _clock, _log) = (scopes, clock, log);

    public async Task Run(CancellationToken cancel)
    {
        foreach (var (id, learnerId) in await Overdue(cancel))
        {
            try
            {
                await using var scope = _scopes.CreateAsyncScope();
                var (db, desk) = (scope.ServiceProvider.GetRequiredService<LecternDb>(), scope.ServiceProvider.GetRequiredService<AttemptDesk>());
                scope.ServiceProvider.GetRequiredService<Actor>().From = "job";
                await db.Retried(async () => await desk.TakeUp(id, learnerId, cancel) is { } hand && await desk.CloseIfOver(hand, cancel));
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)   // one broken attempt doesn't keep the others open
            {
                LogFailed(id.Value, failure);
            }
        }
    }

    private async Task<List<(Id<Attempt>, Id<Person>)>> Overdue(CancellationToken cancel)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        var before = _clock.GetUtcNow() - Attempt.OnItsWay;
        var found = await db.Attempts.Where(a => a.State == AttemptState.InProgress && a.DueAt < before && (a.GraceEndsAt == null || a.GraceEndsAt < before)).OrderBy(a => a.DueAt).Take(Batch).Select(a => new { a.Id, a.LearnerId }).ToListAsync(cancel);
        return [.. found.Select(a => (a.Id, a.LearnerId))];
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Attempt {Attempt} could not be closed")]
    private partial void LogFailed(Guid attempt, Exception failure);
}
