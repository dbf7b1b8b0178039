#pragma warning disable CA1310   // compared in the database
using Lectern.People;
using Lectern.Web.Design;

namespace Lectern.Courses;

/// <summary>Where somebody may make courses, for a select: from scratch, or by importing one.</summary>
public static class CourseUnits
{
    private const int Most = 500;

    extension(LecternDb db)
    {
        /// <summary>The units where the visitor may make courses, as "Hospital › Cardiology", as far up as they may see.</summary>
        public Task<IReadOnlyList<Option>> UnitsForCourses(Visitor visitor, CancellationToken cancel) => db.UnitsFor(CourseCapabilities.CreateCourse, visitor, cancel);

        /// <summary>The same for whatever the capability allows.</summary>
        public async Task<IReadOnlyList<Option>> UnitsFor(Capability capability, Visitor visitor, CancellationToken cancel)
        {
            var paths = visitor.PathsOf(capability);
            var scopes = db.Scopes;
            var units = await scopes.AsNoTracking().Where(s => s.Kind == ScopeKind.Unit && paths.Any(path => s.Path.StartsWith(path)))
                .OrderBy(s => s.Path).Take(Most).Select(s => new { s.Id, s.Name, s.Path }).ToListAsync(cancel);
            var names = units.ToDictionary(u => u.Path, u => u.Name);
            return [.. units.Select(u => new Option(u.Id.ToString(), Trail(u.Path, names)))];
        }
    }

    private static string Trail(string path, Dictionary<string, string> names)
    {
        var trail = new List<string>();
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
            if (names.TryGetValue(path[..(end + 1)], out var name)) trail.Add(name);
        return string.Join(" › ", trail);
    }
}
