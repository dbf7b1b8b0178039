using Lectern.People;

namespace Lectern.Courses;

/// <summary>Where courses stand in the tree of scopes: <c>{path of the unit}{course id}/</c>.</summary>
internal static class CoursePaths
{
    extension(LecternDb db)
    {
        internal Task<string?> PathOfUnit(Id<Scope> unitId, CancellationToken cancel)
        {
            var scopes = db.Scopes;
            return scopes.Where(s => s.Id == unitId).Select(s => (string?)s.Path).SingleOrDefaultAsync(cancel);
        }

        /// <summary>The path of a course's own scope.</summary>
        internal async Task<string> PathOf(Course course, CancellationToken cancel) => $"{await db.PathOfUnit(course.UnitId, cancel)}{course.Id}/";
    }
}
