using Lectern.Data.Jobs;

namespace Lectern.Quizzes.Regrading;

/// <summary>Goes on with decisions to mark anew that are not through yet. A job; whoever decided has begun each.</summary>
public sealed class ApplyRegrades : IJobWork
{
    private const int MostBatches = 200;
    private readonly IServiceScopeFactory _scopes;

    public ApplyRegrades(IServiceScopeFactory scopes) => _scopes = scopes;

    public async Task Run(CancellationToken cancel)
    {
        for (var batch = 0; batch < MostBatches; batch++)
        {
            await using var scope = _scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
            scope.ServiceProvider.GetRequiredService<Actor>().From = "job";
            if (await db.Regrades.Where(r => r.DoneAt == null).OrderBy(r => r.At).Select(r => (Id<Regrade>?)r.Id).FirstOrDefaultAsync(cancel) is not { } open) return;
            await scope.ServiceProvider.GetRequiredService<RegradeDesk>().GoOn(open, cancel);
        }
    }
}
