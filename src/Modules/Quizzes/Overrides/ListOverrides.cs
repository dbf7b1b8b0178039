using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Web.Access;

namespace Lectern.Quizzes.Overrides;

/// <summary>For whom the rules of a quiz are otherwise, and in what.</summary>
internal static class ListOverrides
{
    internal const int Most = 200;

    internal static async Task<IResult> Handle(Id<Course> id, Id<Activity> activityId, Me me, LecternDb db, CancellationToken cancel)
    {
        var courses = db.Courses;
        var found = await (from c in courses.AsNoTracking() where c.Id == id join v in db.Set<CourseVersion>() on c.PublishedVersionId equals v.Id select new { c.Title, c.Slug, v.OutlineJson }).SingleOrDefaultAsync(cancel);
        if (found is null || Outline.Read(found.OutlineJson).Activities.FirstOrDefault(a => a.Id == activityId && a.Kind == QuizActivity.Kind) is not { } quiz) return TypedResults.NotFound();
        var rows = await (
            from agreed in db.QuizOverrides.AsNoTracking()
            where agreed.ActivityId == activityId
            join enrolment in db.Set<CourseEnrolment>() on agreed.EnrolmentId equals enrolment.Id
            where enrolment.CourseId == id
            join person in db.Set<Person>() on enrolment.LearnerId equals person.Id
            join setter in db.Set<Person>() on agreed.SetById equals setter.Id into setters
            from author in setters.DefaultIfEmpty()
            orderby person.Name, agreed.Id
            select new OverridesPage.Row(person.Name, agreed, author!.Name)).Take(Most).ToListAsync(cancel);
        return Page.Of<OverridesPage>(quiz.Title, new OverridesPage.About(id, quiz, rows, me.Visitor), new PageOptions(Crumbs: [new(found.Title, $"/courses/{found.Slug}"), new("Progress", $"/courses/{id}/progress"), new(quiz.Title), new("Exceptions")]));
    }
}
