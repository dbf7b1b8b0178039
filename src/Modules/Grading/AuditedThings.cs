using Lectern.Courses;
using Lectern.Data.Audit;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Grading;

/// <summary>What lines of the audit log call marks and how they are released: the learner and the activity.</summary>
internal static class AuditedThings
{
    internal static readonly AuditedThing[] All =
    [
        AuditedThing.Of<Mark>("Mark", (db, ids) =>
            from mark in db.Marks
            join enrolment in db.Enrolments on mark.EnrolmentId equals enrolment.Id
            join person in db.People on enrolment.LearnerId equals person.Id
            join activity in db.Activities on mark.ActivityId equals activity.Id
            where ids.Contains(mark.Id)
            select new NamedThing(mark.Id.Value, $"{person.Name}, {activity.Title}")),
        AuditedThing.Of<ReleaseRule>("Release of marks", (db, ids) =>
            from rule in db.ReleaseRules
            join activity in db.Activities on rule.ActivityId equals activity.Id
            where ids.Contains(rule.Id)
            select new NamedThing(rule.Id.Value, activity.Title)),
    ];
}
