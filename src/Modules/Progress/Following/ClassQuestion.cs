using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Progress.Following;

/// <summary>What an address says about which learners to show, and how; anything may stand there.</summary>
internal sealed record ClassQuery
{
    public string? Show { get; init; }
    public string? Sort { get; init; }
    public string? Dir { get; init; }
    public string? Q { get; init; }
    public string? Unit { get; init; }
    public string? Lesson { get; init; }
    public string? Way { get; init; }
    public string? After { get; init; }
}

/// <summary>Which learners of a class are asked for, and in which order.</summary>
/// <param name="Unit">Those of this unit; one in which somebody of the class is.</param>
/// <param name="Lesson">With <paramref name="Way"/>: those who get no further there.</param>
public sealed record ClassQuestion(LearnerFilter Filter, LearnerOrder Order, bool Descending, string Words, ClassUnit? Unit, OutlineActivity? Lesson, StuckWay Way)
{
    /// <summary>In which order a view shows them unless it is asked for another.</summary>
    public required LearnerOrder UsualOrder { get; init; }

    /// <summary>What isn't one of ours reads as not asked.</summary>
    internal static ClassQuestion Read(ClassQuery query, LearnerOrder usualOrder, IReadOnlyList<ClassUnit> units, Outline outline)
    {
        var order = NamedValue.Of<LearnerOrder>(query.Sort) ?? usualOrder;
        var way = NamedValue.Of<StuckWay>(query.Way);
        return new(
            NamedValue.Of<LearnerFilter>(query.Show) ?? LearnerFilter.All, order, query.Dir is null ? FallsByItself(order) : query.Dir == "down", query.Q?.Trim() ?? "",
            Id<Scope>.TryParse(query.Unit, null, out var unitId) ? units.FirstOrDefault(u => u.Id == unitId) : null,
            way is not null && Id<Activity>.TryParse(query.Lesson, null, out var lessonId) ? outline.Activities.FirstOrDefault(a => a.Id == lessonId) : null, way ?? StuckWay.Stopped)
        { UsualOrder = usualOrder };
    }

    /// <summary>This question as the query of an address, from its question mark; a cursor only for its own order and filter.</summary>
    public string Query(string? after = null)
    {
        var query = new List<string>();
        if (Filter != LearnerFilter.All) query.Add($"show={Filter.ToString().ToLowerInvariant()}");
        if (Order != UsualOrder || Descending != FallsByItself(Order)) query.Add($"sort={Order.ToString().ToLowerInvariant()}&dir={(Descending ? "down" : "up")}");
        if (Words.Length > 0) query.Add($"q={Uri.EscapeDataString(Words)}");
        if (Unit is { } unit) query.Add($"unit={unit.Id}");
        if (Lesson is { } lesson) query.Add($"lesson={lesson.Id}&way={Way.ToString().ToLowerInvariant()}");
        if (after is not null) query.Add($"after={after}");
        return query.Count == 0 ? "" : "?" + string.Join('&', query);
    }

    /// <summary>The same, sorted by a column, or the other way round where it is already.</summary>
    public ClassQuestion SortedBy(LearnerOrder order) => this with { Order = order, Descending = Order == order ? !Descending : FallsByItself(order) };

    /// <summary>The same learners in what is the usual order elsewhere.</summary>
    public ClassQuestion InOrder(LearnerOrder usual) => this with { UsualOrder = usual, Order = usual, Descending = FallsByItself(usual) };

    /// <summary>The arrow of a column; null when the list isn't sorted by it.</summary>
    public bool? Arrow(LearnerOrder order) => Order == order ? Descending : null;

    /// <summary>The learners that it asks for.</summary>
    internal IQueryable<LearnerRow> Learners(LecternDb db, Id<Course> courseId, DateTimeOffset now)
    {
        var learners = db.LearnersOf(courseId, now, SearchWords.Split(Words), Unit?.Path).Only(Filter, now);
        return Lesson is { } lesson ? learners.StuckAt(db, lesson.Id, Way, now) : learners;
    }

    /// <summary>Whether a column shows the latest or the most first.</summary>
    internal static bool FallsByItself(LearnerOrder order) => order is LearnerOrder.Seen or LearnerOrder.Done;
}

/// <summary>A unit to which learners of a class belong, or people of a manager.</summary>
public sealed record ClassUnit(Id<Scope> Id, string Name, string Path);

internal static class UnitsOfClass
{
    private const int Most = 200;

    extension(LecternDb db)
    {
        /// <summary>The units in which these people have a role, from the top.</summary>
        internal Task<List<ClassUnit>> UnitsOf(IQueryable<Id<Person>> people, CancellationToken cancel) => (
            from scope in db.Set<Scope>().AsNoTracking()
            where scope.Kind == ScopeKind.Unit && db.Set<RoleAssignment>().Any(role => role.ScopeId == scope.Id && people.Contains(role.PersonId))
            orderby scope.Path.Length, scope.Name
            select new ClassUnit(scope.Id, scope.Name, scope.Path)).Take(Most).ToListAsync(cancel);

        internal IQueryable<Id<Person>> LearnerIdsOf(Id<Course> courseId) =>
            db.Set<CourseEnrolment>().Where(e => e.CourseId == courseId && e.Status == EnrolmentStatus.Active).Select(e => e.LearnerId);
    }
}
