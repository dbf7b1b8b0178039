using Lectern.Courses;
using Lectern.People;

namespace Lectern.Enrolment;

/// <summary>Somebody with the role of instructor at a course itself.</summary>
public sealed record InstructorLine(Id<RoleAssignment> Assignment, Id<Person> PersonId, string Name, string Email);

internal static class InstructorsOfCourse
{
    private const int Most = 100;

    extension(LecternDb db)
    {
        /// <summary>Who has the role at the course itself, first come first; those of its unit are not among them.</summary>
        internal async Task<IReadOnlyList<InstructorLine>> InstructorsOf(Id<Course> id, CancellationToken cancel)
        {
            var (assignments, people, scope) = (db.RoleAssignments, db.People, new Id<Scope>(id.Value));
            return await (
                from a in assignments
                join p in people on a.PersonId equals p.Id
                where a.ScopeId == scope && a.Role == Role.Instructor && p.ClosedAt == null
                orderby a.GivenAt, a.Id
                select new InstructorLine(a.Id, p.Id, p.Name, p.Email!)).Take(Most).ToListAsync(cancel);
        }
    }
}
