using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Following;

namespace Lectern.Progress.Scheduling.Adjusting;

/// <summary>A learner in front of somebody who may agree with them on other dates: the schedule of the course, and what was agreed so far.</summary>
internal sealed record AdjustedLearner(FollowedLearner Learner, DateTimeOffset EnrolledAt, CourseSchedule? Schedule, List<ScheduleAdjustment> All)
{
    private static readonly Refusal Own = new("adjustment-own", "You can't agree with yourself. Ask somebody else who follows this course.");

    internal LearnersDates Dates => LearnersDates.Of(Schedule, Learner.Outline, EnrolledAt, [.. All.Where(a => a.Holds).Select(a => a.Agreement)]);

    /// <summary>The time zone in which dates are promised: the course's, or where it has none that of whoever promises.</summary>
    internal string ZoneFor(Visitor visitor) => Schedule?.Zone ?? visitor.Zone.Id;

    /// <summary>Null when they are not in the course, or this was an earlier cycle of theirs. Three statements.</summary>
    internal static async Task<AdjustedLearner?> Find(LecternDb db, Id<Course> courseId, Id<CourseEnrolment> enrolmentId, CancellationToken cancel)
    {
        if (await FollowedLearner.Find(db, courseId, enrolmentId, cancel) is not { } learner) return null;
        var set = await (from enrolment in db.Enrolments where enrolment.Id == enrolmentId && enrolment.Status == EnrolmentStatus.Active join course in db.Set<Course>() on enrolment.CourseId equals course.Id select new { enrolment.EnrolledAt, course.ScheduleJson }).SingleOrDefaultAsync(cancel);
        if (set is null) return null;
        var all = await db.ScheduleAdjustments.Where(a => a.EnrolmentId == enrolmentId).OrderBy(a => a.At).ThenBy(a => a.Id).ToListAsync(cancel);
        return new(learner, set.EnrolledAt, CourseSchedule.Read(set.ScheduleJson), all);
    }

    /// <summary>
    /// Makes, ends or takes back an adjustment of a learner, and saves. Two people who agree with the same learner at the same
    /// moment can't overwrite each other: the second decides anew on what is there then.
    /// </summary>
    /// <param name="at">When.</param>
    /// <param name="db">Where it is kept.</param>
    /// <param name="courseId">Which course.</param>
    /// <param name="enrolmentId">Whose.</param>
    /// <param name="me">Who agrees.</param>
    /// <param name="cancel">When nobody waits any more.</param>
    /// <param name="change">What is to be done; the adjustment that was made or changed, or why not.</param>
    /// <param name="isEnd">Whether a break is ended early.</param>
    /// <param name="also">What commits with it.</param>
    /// <returns>Null when there is no such learner.</returns>
    internal static Task<Outcome<ScheduleAdjustment>?> Change(LecternDb db, Id<Course> courseId, Id<CourseEnrolment> enrolmentId, Me me, DateTimeOffset at, Func<AdjustedLearner, Outcome<ScheduleAdjustment>?> change, CancellationToken cancel, bool isEnd = false, Func<ScheduleAdjustment, Task>? also = null) => db.Retried<Outcome<ScheduleAdjustment>?>(async () =>
    {
        // First the row with its revision, then what it is made of.
        var kept = await db.LearnerSchedules.SingleOrDefaultAsync(s => s.EnrolmentId == enrolmentId, cancel);
        if (await Find(db, courseId, enrolmentId, cancel) is not { } found) return null;
        if (found.Learner.LearnerId == me.Id) return Own;
        if (change(found) is not { } outcome) return null;
        if (outcome.Refusal is not null) return outcome;
        if (db.Entry(outcome.Value).State == EntityState.Detached)
        {
            db.Add(outcome.Value);
            found.All.Add(outcome.Value);
        }

        if (kept is null) db.Add(kept = new LearnerSchedule(enrolmentId, courseId, found.Learner.LearnerId));
        kept.Keep(found.All, outcome.Value, isEnd, at);
        if (also is not null) await also(outcome.Value);
        await db.SaveChangesAsync(cancel);
        return outcome;
    });
}
