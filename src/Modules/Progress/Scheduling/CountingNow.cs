using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Progress.Scheduling;

/// <summary>What decides whether anything counts for an enrolment, for what asks without a seat: an open attempt, a projection.</summary>
public sealed class CountingFacts
{
    public Id<CourseEnrolment> EnrolmentId { get; init; }
    public DateTimeOffset EnrolledAt { get; init; }
    public string? ScheduleJson { get; init; }
    public string? AgreedJson { get; init; }

    /// <summary>Why nothing counts now; null when all is as usual.</summary>
    public Rest? RestAt(DateTimeOffset now) => DatesIn(new Outline([])).RestAt(now);

    /// <summary>When the course ends for the learner; null for never.</summary>
    public DateTimeOffset? EndsAt => DatesIn(new Outline([])).EndsAt;

    /// <summary>The learner's dates in a course that is outlined so.</summary>
    internal LearnersDates DatesIn(Outline outline) => LearnersDates.Of(CourseSchedule.Read(ScheduleJson), outline, EnrolledAt, LearnerSchedule.Read(AgreedJson));
}

public static class CountingNow
{
    extension(LecternDb db)
    {
        /// <summary>To join with what is read anyway.</summary>
        public IQueryable<CountingFacts> CountingFacts =>
            from enrolment in db.Set<CourseEnrolment>()
            join course in db.Set<Course>() on enrolment.CourseId equals course.Id
            join kept in db.Set<LearnerSchedule>() on enrolment.Id equals kept.EnrolmentId into schedules
            from agreed in schedules.DefaultIfEmpty()
            select new CountingFacts { EnrolmentId = enrolment.Id, EnrolledAt = enrolment.EnrolledAt, ScheduleJson = course.ScheduleJson, AgreedJson = agreed!.AgreedJson };
    }
}
