using Lectern.Data.Audit;

namespace Lectern.Courses;

/// <summary>What lines of the audit log call courses and their parts.</summary>
internal static class AuditedThings
{
    internal static readonly AuditedThing[] All =
    [
        AuditedThing.Of<Course>("Course", (db, ids) => db.Courses.Where(c => ids.Contains(c.Id)).Select(c => new NamedThing(c.Id.Value, c.Title))),
        AuditedThing.Of<Activity>("Lesson", (db, ids) => db.Activities.Where(a => ids.Contains(a.Id)).Select(a => new NamedThing(a.Id.Value, a.Title))),
        AuditedThing.Of<CourseVersion>("Version", (db, ids) => db.CourseVersions.Where(v => ids.Contains(v.Id)).Select(v => new NamedThing(v.Id.Value, $"{v.Number}"))),
    ];
}
