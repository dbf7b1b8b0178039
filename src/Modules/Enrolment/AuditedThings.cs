using Lectern.Courses;
using Lectern.Data.Audit;
using Lectern.People;

namespace Lectern.Enrolment;

/// <summary>What lines of the audit log call an enrolment: its learner and its course.</summary>
internal static class AuditedThings
{
    internal static readonly AuditedThing[] All =
    [
        AuditedThing.Of<CourseEnrolment>("Enrolment", (db, ids) =>
            from enrolment in db.Enrolments
            join person in db.People on enrolment.LearnerId equals person.Id
            join course in db.Courses on enrolment.CourseId equals course.Id
            where ids.Contains(enrolment.Id)
            select new NamedThing(enrolment.Id.Value, $"{person.Name}, {course.Title}")),
    ];
}
