#pragma warning disable CA1310   // compared in the database
using Lectern.People;

namespace Lectern.Courses;

/// <summary>The courses at which somebody may do something, for lists.</summary>
public static class CoursesOfHolder
{
    extension(LecternDb db)
    {
        /// <summary>Those where the visitor holds the capability: given for the course, or for a unit at or above it.</summary>
        public IQueryable<Course> CoursesWith(Capability capability, Visitor visitor)
        {
            var paths = visitor.PathsOf(capability);
            var own = visitor.Grants.Where(g => capability.HeldBy.Contains(g.Role)).Select(g => new Id<Course>(g.ScopeId)).ToList();
            var (courses, scopes) = (db.Courses, db.Scopes);
            return courses.Where(c => own.Contains(c.Id) || scopes.Any(s => s.Id == c.UnitId && paths.Any(path => s.Path.StartsWith(path))));
        }
    }
}
