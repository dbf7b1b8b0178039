using Lectern.Courses;
using Lectern.People;
using Lectern.Progress.Following;
using Lectern.Web.Api;

namespace Lectern.Progress.Team;

/// <summary>A manager's people: who is in which course, how far, who is stuck, what is done.</summary>
public static class ShowTeam
{
    internal static async Task<IResult> Handle([AsParameters] TeamQuery query, Visitor visitor, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var team = new Team(db, visitor);
        var (units, courses) = (await team.Units(cancel), await team.Courses(cancel));
        var question = TeamQuestion.Read(query, units, courses);
        var counts = await team.All(now).Count(now, cancel);
        var people = await team.People.CountAsync(cancel);
        var found = await team.Asked(question, now).PageBy(db, question.Order, question.Descending, query.After).Take(Paged<LearnerRow>.UsualSize + 1).ToListAsync(cancel);
        var page = Paged<LearnerRow>.Of(found, Paged<LearnerRow>.UsualSize, row => Learners.KeyOf(row, question.Order));

        // Where the manager may follow the course itself, its page about the learner is one click away.
        var ids = page.Items.Select(row => row.CourseId).Distinct().ToList();
        var shown = await (
            from course in db.Courses.AsNoTracking()
            where ids.Contains(course.Id)
            join unit in db.Set<Scope>() on course.UnitId equals unit.Id
            select new { course.Id, course.Slug, course.Title, unit.Path }).ToDictionaryAsync(c => c.Id, cancel);
        var late = await db.Late(page.Items, now, cancel);
        var rows = page.Items.Select(row =>
        {
            var course = shown[row.CourseId];
            return new Row(row, course.Title, visitor.HoldsAt(CourseCapabilities.FollowLearners, $"{course.Path}{course.Id}/") ? FollowedLearner.AddressOf(row.CourseId, row.EnrolmentId) : null, row.IsStuck(now), late.GetValueOrDefault(row.EnrolmentId));
        }).ToList();
        return Page.Of<ShowTeamPage>("Your people", new Model(question, people, counts, units, courses, rows, query.After is not null, page.Next), new PageOptions(Wide: true));
    }

    /// <param name="Address">The page about the learner in the course; null where it isn't for this manager.</param>
    /// <param name="Late">How many lessons are due and not done.</param>
    public sealed record Row(LearnerRow Learner, string Course, string? Address, bool IsStuck, int Late);

    public sealed record Model(TeamQuestion Question, int People, LearnerCounts Counts, IReadOnlyList<ClassUnit> Units, IReadOnlyList<TeamCourse> Courses, IReadOnlyList<Row> Rows, bool IsFurtherPage, string? Next);
}
