using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress;

namespace Lectern.Lessons;

/// <summary>What reports of players and viewers ask about an activity that the learner has begun.</summary>
internal static class Begun
{
    extension(Classroom classroom)
    {
        /// <summary>The learner's seat, also where the activity has been closed since they began: what was begun may be brought to its end.</summary>
        /// <param name="id">Which activity.</param>
        /// <param name="of">Which enrolment its page was shown to; null where it doesn't say.</param>
        /// <param name="visitor">Who.</param>
        /// <param name="begun">The enrolments that have begun it.</param>
        /// <param name="db">Where they are kept.</param>
        /// <param name="cancel">When nobody waits any more.</param>
        internal async Task<Outcome<Seat>?> EnterOrGoOn(Id<Activity> id, Id<CourseEnrolment>? of, Visitor visitor, IQueryable<Id<CourseEnrolment>> begun, LecternDb db, CancellationToken cancel)
        {
            if (await classroom.EnterAs(id, of, visitor, cancel) is { } seat) return seat;
            if (visitor.PersonId is not { } person) return null;
            var learner = new Id<People.Person>(person);
            return await db.CurrentEnrolments.AnyAsync(e => e.LearnerId == learner && (of == null || e.Id == of) && begun.Contains(e.Id), cancel) ? await classroom.EnterAs(id, of, visitor, cancel, goesOn: true) : null;
        }
    }

    /// <summary>Since when what the learner sees of an activity counts: they opened it, or it was to be done anew.</summary>
    internal static async Task<DateTimeOffset> SinceAt(Seat seat, Id<CourseEnrolment> enrolment, DateTimeOffset now, LecternDb db, CancellationToken cancel)
    {
        var progresses = db.ActivityProgresses;
        var openedAt = await progresses.Where(p => p.EnrolmentId == enrolment && p.ActivityId == seat.Activity.Id).Select(p => (DateTimeOffset?)p.StartedAt).SingleOrDefaultAsync(cancel) ?? now;
        return seat.Activity.RenewedAt is { } renewed && renewed > openedAt ? renewed : openedAt;
    }
}
