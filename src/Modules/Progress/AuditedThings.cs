using Lectern.Courses;
using Lectern.Data.Audit;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Scheduling;

namespace Lectern.Progress;

/// <summary>What lines of the audit log call what was agreed with a learner: the learner and the course.</summary>
internal static class AuditedThings
{
    internal static readonly AuditedThing[] All =
    [
        AuditedThing.Of<ScheduleAdjustment>("Agreed time", (db, ids) =>
            from adjustment in db.ScheduleAdjustments
            join enrolment in db.Enrolments on adjustment.EnrolmentId equals enrolment.Id
            join person in db.People on enrolment.LearnerId equals person.Id
            join course in db.Courses on enrolment.CourseId equals course.Id
            where ids.Contains(adjustment.Id)
            select new NamedThing(adjustment.Id.Value, $"{person.Name}, {course.Title}")),
    ];
}
