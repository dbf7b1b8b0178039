using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Following;
using Lectern.Web.Api;

namespace Lectern.Progress.Team;

/// <summary>A manager's people for programs: the same question as the page's, and its answer page by page.</summary>
internal static class TeamApi
{
    internal static async Task<Ok<Paged<PersonInCourse>>> Handle([AsParameters] TeamQuery query, int? size, Visitor visitor, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        var (now, limit, team) = (clock.GetUtcNow(), Cursor.Size(size), new Team(db, visitor));
        var question = TeamQuestion.Read(query, await team.Units(cancel), await team.Courses(cancel));
        var found = await team.Asked(question, now).PageBy(db, question.Order, question.Descending, query.After).Take(limit + 1).ToListAsync(cancel);
        var page = Paged<LearnerRow>.Of(found, limit, row => Learners.KeyOf(row, question.Order));
        var late = await db.Late(page.Items, now, cancel);
        return TypedResults.Ok(new Paged<PersonInCourse>([.. page.Items.Select(r => new PersonInCourse(
            r.EnrolmentId, r.LearnerId, r.Name, r.CourseId, r.Done, r.Total, r.Waived, r.DueAt, late.GetValueOrDefault(r.EnrolmentId), r.IsStuck(now), r.EnrolledAt, r.LastAt, r.CompletedAt))], page.Next));
    }
}

/// <summary>How one of a manager's people stands in one of their courses.</summary>
/// <param name="Done">Lessons done or waived.</param>
/// <param name="Waived">Of these, those that aren't asked of them.</param>
/// <param name="DueAt">The earliest date of what isn't done; null where nothing is due.</param>
/// <param name="Late">How many lessons were due and aren't done.</param>
public sealed record PersonInCourse(
    Id<CourseEnrolment> EnrolmentId, Id<Person> LearnerId, string Name, Id<Course> CourseId, int Done, int Total, int Waived, DateTimeOffset? DueAt, int Late, bool IsStuck, DateTimeOffset EnrolledAt, DateTimeOffset? LastAt, DateTimeOffset? CompletedAt);
