using Lectern.Courses;
using Lectern.Progress;

namespace Lectern.Lessons;

internal static class Finishing
{
    extension(Classroom classroom)
    {
        /// <summary>Reports the activity as completed and saves, whatever its rule says by now; nothing where nothing counts. The seat as it is then: whether it is done by that, its rule says.</summary>
        internal async Task<Seat> Finish(Seat seat, LecternDb db, CancellationToken cancel)
        {
            if (!seat.Counts) return seat;
            await classroom.Report(seat, ActivityStatus.Completed, cancel);
            await db.SaveChangesAsync(cancel);
            var progresses = db.ActivityProgresses;
            var progress = progresses.Local.First(p => p.EnrolmentId == seat.EnrolmentId && p.ActivityId == seat.Activity.Id);
            return seat with { Statuses = new Dictionary<Id<Activity>, ActivityStatus>(seat.Statuses) { [seat.Activity.Id] = progress.Status } };
        }
    }
}
