using Lectern.Courses;
using Lectern.Data;
using Lectern.Enrolment;
using Lectern.People;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Bench.Serving;

/// <summary>A learner who takes part, and the course in which they are driven.</summary>
internal sealed record LearnersSeat(string Email, Guid LearnerId, Guid EnrolmentId, Guid CourseId, string Slug, Guid PageId, Guid QuizId, Guid QuizContentId);

/// <summary>Finds learners of the demonstration's crowd, each with a course that has a page and a quiz.</summary>
internal static class Seats
{
    internal static async Task<IReadOnlyList<LearnersSeat>> Of(HttpContext http)
    {
        var db = http.RequestServices.GetRequiredService<LecternDb>();
        var (people, enrolments, courses, versions) = (db.People, db.Enrolments, db.Courses, db.CourseVersions);
        // Spread over the crowd, so that they are in different courses.
        var emails = Enumerable.Range(0, Plan.Learners).Select(n => $"learner{1 + n * 70}@marlow.example".ToUpperInvariant()).ToList();
        var found = await (
            from person in people.AsNoTracking()
            where emails.Contains(person.NormalizedEmail!)
            join enrolment in enrolments on person.Id equals enrolment.LearnerId
            join course in courses on enrolment.CourseId equals course.Id
            join version in versions on course.PublishedVersionId equals version.Id
            select new { person.Email, PersonId = person.Id, EnrolmentId = enrolment.Id, CourseId = course.Id, course.Slug, version.OutlineJson }).ToListAsync(http.RequestAborted);
        return [.. found.GroupBy(row => row.PersonId)
            .Select(own => own.OrderBy(row => row.Slug, StringComparer.Ordinal).Select(row => (Row: row, Activities: Outline.Read(row.OutlineJson).Activities.ToList()))
                .First(one => one.Activities.Exists(a => a.Kind == "page") && one.Activities.Exists(a => a.Kind == "quiz")))
            .Select(one => new LearnersSeat(
                one.Row.Email!, one.Row.PersonId.Value, one.Row.EnrolmentId.Value, one.Row.CourseId.Value, one.Row.Slug,
                one.Activities.First(a => a.Kind == "page").Id.Value, one.Activities.First(a => a.Kind == "quiz").Id.Value, one.Activities.First(a => a.Kind == "quiz").ContentId))
            .OrderBy(seat => seat.Email, StringComparer.Ordinal)];
    }
}
