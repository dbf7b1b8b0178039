using Lectern.Courses;
using Lectern.People;

namespace Lectern.Enrolment;

/// <summary>An editor takes the role of instructor at a course from somebody; one stays.</summary>
internal static class TakeInstructor
{
    internal static async Task<IResult> Handle(Id<Course> id, Id<RoleAssignment> assignment, LecternDb db, Texts texts, CancellationToken cancel)
    {
        var (assignments, instructors) = (db.RoleAssignments, await db.InstructorsOf(id, cancel));
        if (instructors.FirstOrDefault(i => i.Assignment == assignment) is not { } instructor) return TypedResults.NotFound();
        if (instructors.Count == 1) return Page.SeeOther($"/courses/{id}/people", texts["A course keeps one instructor. Add another first."]);
        db.Remove(await assignments.SingleAsync(a => a.Id == assignment, cancel));
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther($"/courses/{id}/people", texts["{0} is no longer an instructor of this course.", instructor.Name]);
    }
}
