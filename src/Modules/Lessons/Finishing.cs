using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress;

namespace Lectern.Lessons;

internal static class Finishing
{
    extension(Seat seat)
    {
        /// <summary>What an address ends with that says whose what comes in there is: a newer cycle may have begun by then.</summary>
        internal string Of => $"?of={seat.EnrolmentId}";
    }

    extension(Texts texts)
    {
        /// <summary>What is said when something was finished on a page of an earlier cycle; nothing in the present one.</summary>
        internal string? CountsFor(Seat seat) => seat.IsOfEarlierCycle ? texts["That counts for your earlier cycle. This is the present one."] : null;
    }

    extension(Classroom classroom)
    {
        /// <summary>The same for what a page that is still open asks for, in the cycle that it names; nothing where that takes nothing any more.</summary>
        /// <param name="seat">The learner's seat now.</param>
        /// <param name="of">Which enrolment the page was shown to; null where it doesn't say.</param>
        /// <param name="visitor">Who.</param>
        /// <param name="db">Where it is kept.</param>
        /// <param name="cancel">When nobody waits any more.</param>
        internal async Task Finish(Seat seat, Id<CourseEnrolment>? of, Visitor visitor, LecternDb db, CancellationToken cancel)
        {
            if (!seat.IsOfEarlierCycle) await classroom.Finish(seat, db, cancel);
            else if (await classroom.EnterAs(seat.Activity.Id, of, visitor, cancel) is { Refusal: null } entered) await classroom.Finish(entered.Value, db, cancel);
        }

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
