#pragma warning disable CA1310   // compared in the database
using Lectern.People;

namespace Lectern.Courses;

internal static class WorkedOn
{
    extension(LecternDb db)
    {
        /// <summary>The courses that the visitor teaches, manages or follows: those where they hold <see cref="CourseCapabilities.WorkOnCourses"/>.</summary>
        internal IQueryable<Course> CoursesWorkedOn(Visitor visitor)
        {
            var paths = visitor.PathsOf(CourseCapabilities.WorkOnCourses);
            var own = visitor.Grants.Where(g => CourseCapabilities.WorkOnCourses.HeldBy.Contains(g.Role)).Select(g => new Id<Course>(g.ScopeId)).ToList();
            var (courses, scopes) = (db.Courses, db.Scopes);
            return courses.Where(c => own.Contains(c.Id) || scopes.Any(s => s.Id == c.UnitId && paths.Any(path => s.Path.StartsWith(path))));
        }
    }
}
