#pragma warning disable CA1309, CA1310   // compared in the database
using Lectern.People;
using Lectern.Web.Api;
using Lectern.Web.Design;

namespace Lectern.Courses;

/// <summary>Someone who may makes a new, empty draft course in one of their units.</summary>
internal static class StartCourse
{
    private const int Tries = 3;

    internal static async Task<IResult> Show(Visitor visitor, LecternDb db, Texts texts, CancellationToken cancel) =>
        Page.Of<StartCoursePage>("New course", new StartCourseModel("", "", await Units(visitor, db, cancel), null), Options(texts));

    internal static async Task<IResult> Handle([FromForm] string? title, [FromForm] string? unit, Me me, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        var outcome = await Start(db, me, title ?? "", Guid.TryParse(unit, out var unitId) ? unitId : Guid.Empty, clock, cancel);
        return outcome.Refusal is { } refusal
            ? Page.Refused<StartCoursePage>("New course", new StartCourseModel(title ?? "", unit ?? "", await Units(me.Visitor, db, cancel), refusal), Options(texts))
            : Page.SeeOther($"/courses/{outcome.Value.Id}/edit");
    }

    internal static async Task<IResult> FromProgram(NewCourse asked, Me me, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        var outcome = await Start(db, me, asked.Title ?? "", asked.UnitId, clock, cancel);
        return outcome.Refusal is { } refusal ? refusal.ToProblem(texts)
            : TypedResults.Created($"/api/v1/courses/{outcome.Value.Id}", CourseInFull.Of(outcome.Value));
    }

    private static async Task<Outcome<Course>> Start(LecternDb db, Me me, string title, Guid unit, TimeProvider clock, CancellationToken cancel)
    {
        var unitId = new Id<Scope>(unit);
        var path = await db.PathOfUnit(unitId, cancel);
        if (path is null || !me.Visitor.HoldsAt(CourseCapabilities.CreateCourse, path)) return new Refusal("unit-unknown", "Choose one of the units in the list.", "Unit");
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await CourseDraft.Start(db, unitId, title, me.Id, clock.GetUtcNow(), cancel);
            if (outcome.Refusal is not null) return outcome;
            try
            {
                await db.SaveChangesAsync(cancel);
                return outcome;
            }
            catch (DbUpdateException) when (attempt < Tries)   // the same title at the same moment: the address was taken
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private static async Task<IReadOnlyList<Option>> Units(Visitor visitor, LecternDb db, CancellationToken cancel)
    {
        var paths = visitor.PathsOf(CourseCapabilities.CreateCourse);
        var scopes = db.Scopes;
        var units = await scopes.AsNoTracking().Where(s => s.Kind == ScopeKind.Unit && paths.Any(path => s.Path.StartsWith(path)))
            .OrderBy(s => s.Path).Take(500).Select(s => new { s.Id, s.Name, s.Path }).ToListAsync(cancel);
        var names = units.ToDictionary(u => u.Path, u => u.Name);
        return [.. units.Select(u => new Option(u.Id.ToString(), Trail(u.Path, names)))];
    }

    /// <summary>"Hospital › Cardiology", as far as the visitor may see.</summary>
    private static string Trail(string path, Dictionary<string, string> names)
    {
        var trail = new List<string>();
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
            if (names.TryGetValue(path[..(end + 1)], out var name)) trail.Add(name);
        return string.Join(" › ", trail);
    }

    private static PageOptions Options(Texts texts) => new(Crumbs: [new(texts["Teach"], "/teach"), new(texts["New course"])]);
}

/// <summary>What a program sends to make a course.</summary>
public sealed record NewCourse(string? Title, Guid UnitId);

public sealed record StartCourseModel(string Title, string Unit, IReadOnlyList<Option> Units, Refusal? Refusal);
