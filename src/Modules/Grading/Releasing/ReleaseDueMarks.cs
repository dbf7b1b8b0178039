using Lectern.Data.Jobs;

namespace Lectern.Grading.Releasing;

/// <summary>Releases the marks whose date has come. A job; what was told already is not told again.</summary>
public sealed class ReleaseDueMarks(LecternDb db, IEnumerable<IReleaseMarks> kinds, TimeProvider clock) : IJobWork
{
    public async Task Run(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        // However long ago the date was: nothing may have run then, and an attempt may have been marked since.
        var marks = db.Marks;
        var due = await db.Set<ReleaseRule>().AsNoTracking()
            .Where(r => r.Way == ReleaseWay.AtDate && r.At <= now && marks.Any(m => m.ActivityId == r.ActivityId && m.Unreleased > 0))
            .Select(r => r.ActivityId).ToListAsync(cancel);
        foreach (var activityId in due)
            await db.Retried(async () =>
            {
                var told = 0;
                foreach (var kind in kinds) told += await kind.Release(activityId, null, now, cancel);
                return told == 0 ? 0 : await db.SaveChangesAsync(cancel);
            });
    }
}
