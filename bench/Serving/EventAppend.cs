using System.Diagnostics;
using Lectern.Courses;
using Lectern.Data;
using Lectern.Data.Outbox;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Progress;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Activity = Lectern.Courses.Activity;

namespace Lectern.Bench.Serving;

/// <summary>What came of it.</summary>
/// <param name="Records">Learning records that were appended.</param>
/// <param name="Seconds">Until the last one was.</param>
/// <param name="CaughtUp">Until the projection had taken in all of them, from the beginning.</param>
/// <param name="Allocated">Bytes, with the projection.</param>
internal sealed record Appended(int Records, double Seconds, double CaughtUp, long Allocated);

/// <summary>Learners who do lesson after lesson, as activities report it to Progress: seat, facts, one commit each. No HTTP and no page in front of it.</summary>
internal static class EventAppend
{
    private const int Learners = 200;
    private const int Lessons = 10;
    private const int AtOnce = 8;

    internal static async Task<Appended> Measure(HttpContext http)
    {
        var cancel = http.RequestAborted;
        var scopes = http.RequestServices.GetRequiredService<IServiceScopeFactory>();
        var db = http.RequestServices.GetRequiredService<LecternDb>();
        var all = db.People;
        var (course, _, lessons) = await BenchCourses.Publish(db, "Bench: events", $"bench-events-{Guid.CreateVersion7()}", 1, Lessons, cancel);
        var people = await all.Where(p => p.Email!.StartsWith("learner")).OrderBy(p => p.Id).Take(Learners).Select(p => p.Id).ToListAsync(cancel);
        var enrolments = await BenchCourses.Enrol(db, course, people, cancel);
        await CaughtUp(db, cancel);

        var before = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (person, stop) =>
        {
            foreach (var lesson in lessons) await Do(scopes, lesson, person, stop);
        });
        var seconds = clock.Elapsed.TotalSeconds;
        await CaughtUp(db, cancel);
        var caughtUp = clock.Elapsed.TotalSeconds;
        var records = db.LearningRecords;
        return new Appended(await records.CountAsync(r => enrolments.Contains(r.EnrolmentId), cancel), seconds, caughtUp, GC.GetTotalAllocatedBytes() - before);
    }

    private static async Task Do(IServiceScopeFactory scopes, Id<Activity> lesson, Id<Person> person, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var classroom = scope.ServiceProvider.GetRequiredService<Classroom>();
        var seat = await classroom.Enter(lesson, person, cancel) ?? throw new InvalidOperationException("There is no seat.");
        await classroom.Report(seat, [LearningFact.Submitted(), LearningFact.Scored(17, 20), LearningFact.Of(ActivityStatus.Passed)], cancel);
        await scope.ServiceProvider.GetRequiredService<LecternDb>().SaveChangesAsync(cancel);
    }

    private static async Task CaughtUp(LecternDb db, CancellationToken cancel)
    {
        while (await db.Set<OutboxMessage>().AnyAsync(m => m.ParkedAt == null, cancel)) await Task.Delay(20, cancel);
    }
}
