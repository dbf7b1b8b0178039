using Lectern.Data.Jobs;
using Lectern.Enrolment;

namespace Lectern.Progress.Recomputing;

/// <summary>Where a date has come that a completion rule waited for, the activity is judged again: the handler of the news does it.</summary>
internal sealed class CompleteByDate(LecternDb db, TimeProvider clock) : IJobWork
{
    private const int BatchSize = 200;

    public async Task Run(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var seen = new Id<ActivityProgress>(Guid.Empty);
        var current = db.CurrentEnrolments.Select(e => e.Id);   // what was done at an earlier time stays as it was
        while (true)
        {
            var due = await db.ActivityProgresses.Where(p => p.ComesAt <= now && p.Id > seen && current.Contains(p.EnrolmentId)).OrderBy(p => p.Id).Take(BatchSize).ToListAsync(cancel);
            if (due.Count == 0) return;
            seen = due[^1].Id;
            foreach (var progress in due) progress.Announce(now);
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }
}
