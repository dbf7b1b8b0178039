using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.People.Directory;
using Lectern.Progress.Following;

namespace Lectern.Progress.Team;

/// <summary>What an address says about which people and courses to show; anything may stand there.</summary>
internal sealed record TeamQuery
{
    public string? Show { get; init; }
    public string? Sort { get; init; }
    public string? Dir { get; init; }
    public string? Q { get; init; }
    public string? Unit { get; init; }
    public string? Course { get; init; }
    public string? After { get; init; }
}

/// <summary>A course in which people of a manager are.</summary>
public sealed record TeamCourse(Id<Course> Id, string Slug, string Title);

/// <summary>Which people of a manager are asked for, in which of their courses.</summary>
public sealed record TeamQuestion(LearnerFilter Filter, LearnerOrder Order, bool Descending, string Words, ClassUnit? Unit, TeamCourse? Course)
{
    internal static TeamQuestion Read(TeamQuery query, IReadOnlyList<ClassUnit> units, IReadOnlyList<TeamCourse> courses)
    {
        var order = NamedValue.Of<LearnerOrder>(query.Sort) ?? LearnerOrder.Attention;
        return new(
            NamedValue.Of<LearnerFilter>(query.Show) ?? LearnerFilter.All, order, query.Dir is null ? ClassQuestion.FallsByItself(order) : query.Dir == "down", query.Q?.Trim() ?? "",
            Id<Scope>.TryParse(query.Unit, null, out var unitId) ? units.FirstOrDefault(u => u.Id == unitId) : null,
            Id<Course>.TryParse(query.Course, null, out var courseId) ? courses.FirstOrDefault(c => c.Id == courseId) : null);
    }

    /// <summary>The address of the answer, or with another path of the same as a file.</summary>
    public string Address(string? after = null, string path = "/team")
    {
        var query = new List<string>();
        if (Filter != LearnerFilter.All) query.Add($"show={Filter.ToString().ToLowerInvariant()}");
        if (Order != LearnerOrder.Attention || Descending) query.Add($"sort={Order.ToString().ToLowerInvariant()}&dir={(Descending ? "down" : "up")}");
        if (Words.Length > 0) query.Add($"q={Uri.EscapeDataString(Words)}");
        if (Unit is { } unit) query.Add($"unit={unit.Id}");
        if (Course is { } course) query.Add($"course={course.Id}");
        if (after is not null) query.Add($"after={after}");
        return query.Count == 0 ? path : path + "?" + string.Join('&', query);
    }

    public TeamQuestion SortedBy(LearnerOrder order) => this with { Order = order, Descending = Order == order ? !Descending : ClassQuestion.FallsByItself(order) };

    public bool? Arrow(LearnerOrder order) => Order == order ? Descending : null;
}

/// <summary>
/// The people over whom somebody is a manager, and what they learn. Whoever has a role in one of the manager's units or below
/// is one of them; what they do in a course of another unit is shown too, because it is they who are looked after.
/// </summary>
internal sealed class Team(LecternDb db, Visitor visitor)
{
    private const int MostCourses = 200;

    /// <summary>Whose account is open.</summary>
    internal IQueryable<Person> People => db.PeopleFor(visitor, ProgressCapabilities.FollowPeople).Where(p => p.ClosedAt == null);

    /// <summary>Each of them in each course in which they are.</summary>
    internal IQueryable<LearnerRow> All(DateTimeOffset now) => db.Learning(Enrolments, People, now);

    /// <summary>Those who are asked for.</summary>
    internal IQueryable<LearnerRow> Asked(TeamQuestion question, DateTimeOffset now)
    {
        var enrolments = question.Course is { } course ? Enrolments.Where(e => e.CourseId == course.Id) : Enrolments;
        return db.Learning(enrolments, People.WithWords(SearchWords.Split(question.Words)).InUnit(db, question.Unit?.Path), now).Only(question.Filter, now);
    }

    private IQueryable<CourseEnrolment> Enrolments => db.Set<CourseEnrolment>().Where(e => e.Status == EnrolmentStatus.Active);

    /// <summary>The manager's own units in which somebody of them is: where else these people belong is not shown.</summary>
    internal async Task<IReadOnlyList<ClassUnit>> Units(CancellationToken cancel)
    {
        var paths = visitor.PathsOf(ProgressCapabilities.FollowPeople);
        return [.. (await db.UnitsOf(People.Select(p => p.Id), cancel)).Where(unit => paths.Any(path => unit.Path.StartsWith(path, StringComparison.Ordinal)))];
    }

    internal async Task<IReadOnlyList<TeamCourse>> Courses(CancellationToken cancel)
    {
        var (people, enrolments) = (People, Enrolments);
        return await db.Set<Course>().AsNoTracking()
            .Where(course => enrolments.Any(e => e.CourseId == course.Id && people.Any(p => p.Id == e.LearnerId)))
            .OrderBy(course => course.Title).Take(MostCourses).Select(course => new TeamCourse(course.Id, course.Slug, course.Title)).ToListAsync(cancel);
    }
}
