using System.Security.Claims;
using Lectern.Courses;
using Lectern.Data;
using Lectern.Data.Outbox;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Quizzes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lectern.Bench.Serving;

/// <summary>A token of an instructor, for the program that makes the course, and where they teach.</summary>
internal sealed record ExamOffice(string Token, Guid Unit);

/// <summary>Someone who sits the exam, with the cookie of somebody who has signed in: thousands of password hashes would take minutes.</summary>
internal sealed record Examinee(Guid Id, string Cookie);

/// <summary>What an examinee's attempt has come to.</summary>
/// <param name="Answered">Questions whose last step has a response.</param>
internal sealed record ExamOutcome(Guid LearnerId, bool IsFinished, decimal Points, int Answered, int Attempts);

/// <summary>The server's half of the synchronized start: people without a course, then in it; and in the end what was kept.</summary>
internal static class ExamRoom
{
    private const string Scheme = "Lectern";

    internal static async Task<ExamOffice> Office(HttpContext http)
    {
        var db = http.RequestServices.GetRequiredService<LecternDb>();
        var (instructor, unit) = await BenchCourses.Teacher(db, http.RequestAborted);
        var (token, secret) = PersonalAccessToken.Create(instructor, "bench", 1, DateTimeOffset.UtcNow).Value;
        db.Add(token);
        await db.SaveChangesAsync(http.RequestAborted);
        return new ExamOffice(secret, unit.Value);
    }

    /// <summary>Makes as many people as asked for and enrols them in the course.</summary>
    internal static async Task<IReadOnlyList<Examinee>> Seat(HttpContext http)
    {
        var cancel = http.RequestAborted;
        var (course, count) = (Id<Course>.Parse(http.Request.Query["course"]!, null), int.Parse(http.Request.Query["learners"]!));
        var db = http.RequestServices.GetRequiredService<LecternDb>();
        var (scopes, now) = (db.Scopes, DateTimeOffset.UtcNow);
        var institution = await scopes.Where(s => s.Kind == ScopeKind.Unit && s.ParentId == null).Select(s => s.Id).SingleAsync(cancel);
        var cookies = http.RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Scheme);
        List<Examinee> seated = [];
        foreach (var batch in Enumerable.Range(0, count).Chunk(500))
        {
            List<Id<Person>> ids = [];
            foreach (var _ in batch)
            {
                var email = $"{Id<Person>.New()}@exam.example";
                var person = new Person("Examinee", email, now) { EmailConfirmed = true, NormalizedEmail = email.ToUpperInvariant(), NormalizedUserName = email.ToUpperInvariant(), SecurityStamp = Id<Person>.New().ToString() };
                ((IEntity)person).Forget();
                db.Add(person);
                db.Add(new RoleAssignment { PersonId = person.Id, ScopeId = institution, Role = Role.Learner, GivenAt = now });
                ids.Add(person.Id);
                seated.Add(new Examinee(person.Id.Value, $"{cookies.Cookie.Name}={cookies.TicketDataFormat.Protect(TicketOf(person))}"));
            }

            await db.SaveChangesAsync(cancel);
            await BenchCourses.Enrol(db, course, ids, cancel);
            db.ChangeTracker.Clear();
        }

        return seated;
    }

    internal static async Task<IReadOnlyList<ExamOutcome>> Outcome(HttpContext http)
    {
        var course = Id<Course>.Parse(http.Request.Query["course"]!, null);
        var db = http.RequestServices.GetRequiredService<LecternDb>();
        var (attempts, steps) = (db.Attempts, db.AttemptSteps);
        var found = await attempts.AsNoTracking().Where(a => a.CourseId == course).Select(a => new { a.Id, a.LearnerId, a.State, a.Points }).ToListAsync(http.RequestAborted);
        // The last step of each question.
        var answered = await steps.AsNoTracking()
            .Where(s => attempts.Any(a => a.Id == s.AttemptId && a.CourseId == course) && s.Response != null && !steps.Any(later => later.AttemptId == s.AttemptId && later.QuestionId == s.QuestionId && later.Position > s.Position))
            .GroupBy(s => s.AttemptId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, http.RequestAborted);
        return [.. found.GroupBy(a => a.LearnerId).Select(own => new ExamOutcome(own.Key.Value, own.All(a => a.State == AttemptState.Finished), own.Sum(a => a.Points), own.Sum(a => answered.GetValueOrDefault(a.Id)), own.Count()))];
    }

    private static AuthenticationTicket TicketOf(Person person) => new(
        new ClaimsPrincipal(new ClaimsIdentity([new("sub", person.Id.ToString()), new("stamp", person.SecurityStamp!)], Scheme)),
        new AuthenticationProperties { IssuedUtc = DateTimeOffset.UtcNow, ExpiresUtc = DateTimeOffset.UtcNow.AddHours(12) }, Scheme);
}
