using Lectern.Data.Jobs;
using Microsoft.Extensions.Logging;

namespace Lectern.Quizzes.Regrading;

/// <summary>Goes on with decisions to mark anew that are not through yet, the oldest first; one that can't be carried out doesn't keep the others. A job; whoever decided has begun each.</summary>
public sealed partial class ApplyRegrades : IJobWork
{
    private const int MostBatches = 200;
    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger<ApplyRegrades> _log;

    public ApplyRegrades(IServiceScopeFactory scopes, ILogger<ApplyRegrades> log) => (_scopes, _log) = (scopes, log);

    public async Task Run(CancellationToken cancel)
    {
        List<Id<Regrade>> failed = [];
        for (var batch = 0; batch < MostBatches; batch++)
        {
            await using var scope = _scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
            scope.ServiceProvider.GetRequiredService<Actor>().From = "job";
            if (await db.Regrades.Where(r => r.DoneAt == null && !failed.Contains(r.Id)).OrderBy(r => r.At).Select(r => (Id<Regrade>?)r.Id).FirstOrDefaultAsync(cancel) is not { } open) return;
            try
            {
                await scope.ServiceProvider.GetRequiredService<RegradeDesk>().GoOn(open, cancel);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                failed.Add(open);
                LogFailed(open.Value, failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The decision {Regrade} to mark anew could not be carried out")]
    private partial void LogFailed(Guid regrade, Exception failure);
}
