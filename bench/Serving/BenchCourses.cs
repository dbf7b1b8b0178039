using Lectern.Courses;
using Lectern.Data;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.People;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Bench.Serving;

/// <summary>Courses that only the benchmark has, at the unit of its instructor.</summary>
internal static class BenchCourses
{
    internal const string Instructor = "ines@marlow.example";

    /// <summary>The instructor, and the unit where they teach.</summary>
    internal static async Task<(Id<Person> Id, Id<Scope> Unit)> Teacher(LecternDb db, CancellationToken cancel)
    {
        var (people, scopes) = (db.People, db.Scopes);
        var found = await (from person in people where person.Email == Instructor join role in db.Set<RoleAssignment>() on person.Id equals role.PersonId join scope in scopes on role.ScopeId equals scope.Id where scope.Kind == ScopeKind.Unit select new { person.Id, Unit = scope.Id }).FirstAsync(cancel);
        return (found.Id, found.Unit);
    }

    /// <summary>A published course of so many lessons in so many modules.</summary>
    internal static async Task<(Id<Course> Id, Id<CourseVersion> Version, IReadOnlyList<Id<Activity>> Lessons)> Publish(LecternDb db, string title, string slug, int modules, int lessons, CancellationToken cancel)
    {
        var (scopes, unitId) = (db.Scopes, (await Teacher(db, cancel)).Unit);
        var unit = await scopes.SingleAsync(s => s.Id == unitId, cancel);
        var now = DateTimeOffset.UtcNow;
        var course = new Course(unit.Id, title, slug, now);
        db.Add(course);
        db.Add(unit.AddCourse(course.Id.Value, title));
        for (var m = 1; m <= modules; m++)
        {
            var module = course.AddModule($"Module {m}", now);
            for (var lesson = 1; lesson <= lessons / modules; lesson++) module.Add(BenchLesson.Kind, $"Lesson {m}.{lesson}", 10);
        }

        await db.SaveChangesAsync(cancel);
        var problems = await CoursePublishing.Publish(db, new ActivityKinds([new BenchLesson()]), course, null, now, cancel);
        if (problems.Count > 0) throw new InvalidOperationException(problems[0].Refusal.Sentence);
        await db.SaveChangesAsync(cancel);
        return (course.Id, course.PublishedVersionId!.Value, [.. course.DraftOutline().Activities.Select(a => a.Id)]);
    }

    /// <summary>Makes these people learners of a course, without telling anybody.</summary>
    internal static async Task<IReadOnlyList<Id<CourseEnrolment>>> Enrol(LecternDb db, Id<Course> course, IReadOnlyList<Id<Person>> people, CancellationToken cancel)
    {
        var enrolments = people.Select(person => new CourseEnrolment(course, person, "import", DateTimeOffset.UtcNow)).ToList();
        foreach (var batch in enrolments.Chunk(1000))
        {
            foreach (var enrolment in batch) ((IEntity)enrolment).Forget();
            db.AddRange(batch);
            await db.SaveChangesAsync(cancel);
        }

        return enrolments.ConvertAll(e => e.Id);
    }

    /// <summary>The same over HTTP; answers the course's first activity.</summary>
    internal static async Task<Guid> Enrol(HttpContext http)
    {
        var db = http.RequestServices.GetRequiredService<LecternDb>();
        var course = Id<Course>.Parse(http.Request.Query["course"]!, null);
        await Enrol(db, course, [.. http.Request.Query["people"].ToString().Split(',').Select(id => Id<Person>.Parse(id, null))], http.RequestAborted);
        var activities = db.Activities;
        return (await activities.Where(a => a.CourseId == course).Select(a => a.Id).FirstAsync(http.RequestAborted)).Value;
    }
}
