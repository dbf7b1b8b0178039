using Lectern.Courses;
using Lectern.Data.Audit;
using Lectern.People;

namespace Lectern.Credentials;

/// <summary>What lines of the audit log call a certificate: its learner and its course.</summary>
internal static class AuditedThings
{
    internal static readonly AuditedThing[] All =
    [
        AuditedThing.Of<Certificate>("Certificate", (db, ids) =>
            from certificate in db.Certificates
            join person in db.People on certificate.LearnerId equals person.Id
            join course in db.Courses on certificate.CourseId equals course.Id
            where ids.Contains(certificate.Id)
            select new NamedThing(certificate.Id.Value, $"{person.Name}, {course.Title}")),
    ];
}
