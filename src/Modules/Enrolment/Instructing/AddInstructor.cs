#pragma warning disable CA1304, CA1311, CA1862   // compared in the database
using Lectern.Courses;
using Lectern.Notifications;
using Lectern.People;
using Lectern.People.Directory;

namespace Lectern.Enrolment;

/// <summary>
/// An editor of a course makes somebody else an instructor of it: this role and this course only. They choose among the
/// people whom they may see, those who are in the course, and whoever's exact address they know, as when enrolling people.
/// </summary>
internal static class AddInstructor
{
    private const int Most = 20;

    internal static async Task<IResult> Show(Id<Course> id, string? q, Visitor visitor, LecternDb db, CourseTabs tabs, Texts texts, CancellationToken cancel)
    {
        if (await tabs.Heading(id, "people", visitor, cancel) is not { } heading) return TypedResults.NotFound();
        var words = q?.Trim() ?? "";
        var assignments = db.RoleAssignments;
        var scope = new Id<Scope>(id.Value);
        List<FoundPerson> found = words.Length == 0 ? [] : await Matching(db, id, words, visitor).OrderBy(p => p.Name).ThenBy(p => p.Id).Take(Most)
            .Select(p => new FoundPerson(p.Id, p.Name, p.Email!, assignments.Any(a => a.PersonId == p.Id && a.ScopeId == scope && a.Role == Role.Instructor))).ToListAsync(cancel);
        return Page.Of<AddInstructorPage>("Add an instructor", new AddInstructorModel(heading, words, found, found.Count == Most),
            new PageOptions(Crumbs: [new(texts["Teach"], "/teach"), new(heading.Title, heading.Address), new(texts["People"], $"/courses/{id}/people"), new(texts["Add an instructor"])]));
    }

    internal static async Task<IResult> Handle(Id<Course> id, [FromForm] string? person, [FromForm] string? q, Visitor visitor, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        if (!Id<Person>.TryParse(person, null, out var personId)) return TypedResults.NotFound();
        return await db.Retried<IResult>(async () =>
        {
            var courses = db.Courses;
            if (await Matching(db, id, q?.Trim() ?? "", visitor).SingleOrDefaultAsync(p => p.Id == personId, cancel) is not { } chosen) return TypedResults.NotFound();
            if (await courses.Where(c => c.Id == id).Select(c => c.Title).SingleOrDefaultAsync(cancel) is not { } title) return TypedResults.NotFound();
            if ((await db.InstructorsOf(id, cancel)).All(i => i.PersonId != personId))
            {
                await db.GiveRole(personId, new Id<Scope>(id.Value), Role.Instructor, clock.GetUtcNow(), cancel);
                db.Notify(personId, "You are an instructor of {0} now.", [title], $"/courses/{id}/edit", clock.GetUtcNow());
                await db.SaveChangesAsync(cancel);
            }

            return Page.SeeOther($"/courses/{id}/people", texts["{0} is an instructor of this course now.", chosen.Name]);
        });
    }

    private static IQueryable<Person> Matching(LecternDb db, Id<Course> id, string words, Visitor visitor)
    {
        var (enrolments, assignments, visible) = (db.Enrolments, db.RoleAssignments, db.VisiblePeople(visitor).Select(p => p.Id));
        var scope = new Id<Scope>(id.Value);
        var upper = words.ToUpperInvariant();
        return db.People.Where(p => p.ClosedAt == null && (p.NormalizedEmail == upper
            || ((visible.Contains(p.Id) || enrolments.Any(e => e.CourseId == id && e.LearnerId == p.Id) || assignments.Any(a => a.ScopeId == scope && a.PersonId == p.Id))
                && (p.Name.ToUpper().Contains(upper) || p.NormalizedEmail!.Contains(upper)))));
    }
}

public sealed record FoundPerson(Id<Person> Id, string Name, string Email, bool IsInstructor);

/// <param name="HasMore">There are more than are shown: other words find them.</param>
public sealed record AddInstructorModel(CourseHeading Heading, string Words, IReadOnlyList<FoundPerson> Found, bool HasMore);
