using Lectern.Data.Jobs;

namespace Lectern.Grading.Releasing;

/// <summary>Releases the marks whose date has come. A job; what was told already is not told again.</summary>
public sealed class ReleaseDueMarks(LecternDb db, IEnumerable<IReleaseMarks> kinds, TimeProvider clock) : IJobWork
{
    /// <summary>For how long after its date a rule is looked at again: an attempt may have been marked while the date passed.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromHours(1);
    private const int Batch = 100;

    public async Task Run(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var since = now - Afterwards;
        var due = await db.Set<ReleaseRule>().AsNoTracking().Where(r => r.Way == ReleaseWay.AtDate && r.At <= now && r.At > since).OrderBy(r => r.At).Take(Batch).Select(r => r.ActivityId).ToListAsync(cancel);
        foreach (var activityId in due)
            await db.Retried(async () =>
            {
                var told = 0;
                foreach (var kind in kinds) told += await kind.Release(activityId, null, now, cancel);
                return told == 0 ? 0 : await db.SaveChangesAsync(cancel);
            });
    }
}
