using Lectern.Courses;
using Lectern.Data.Jobs;
using Lectern.Grading;
using Lectern.People;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.QuestionTypes.Code;
using Microsoft.Extensions.Logging;

namespace Lectern.Quizzes.MarkingQueue;

/// <summary>
/// Marks what programs mark, such as code that is run with tests: that takes a while, so it isn't done while somebody hands in.
/// A job; answer by answer in the order in which they came, each by itself. What fails is tried again at the next run, and
/// so is what the host can't mark just now, for a few hours; what can't be marked on this host becomes a person's.
/// </summary>
public sealed partial class MarkByJob : IJobWork
{
    private const int Batch = 50;
    /// <summary>How long an answer waits for a host that can't just now, from the first time that this was found.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(6);
    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger<MarkByJob> _log;

    public MarkByJob(IServiceScopeFactory scopes, ILogger<MarkByJob> log) => (_scopes, _log) = (scopes, log);

    public async Task Run(CancellationToken cancel)
    {
        var failed = 0;   // they stay at the head of those who wait
        while (await Waiting(failed, cancel) is { Count: > 0 } waiting)
        {
            foreach (var (id, courseId) in waiting)
            {
                try
                {
                    await using var scope = _scopes.CreateAsyncScope();
                    scope.ServiceProvider.GetRequiredService<Actor>().From = "job";
                    if (!await Mark(id, courseId, scope.ServiceProvider, cancel)) failed++;
                }
                catch (Exception failure) when (!cancel.IsCancellationRequested)   // one broken answer doesn't keep the others waiting
                {
                    failed++;
                    LogFailed(id.Value, failure);
                }
            }
        }
    }

    private async Task<List<(Id<AwaitedMark>, Id<Course>)>> Waiting(int after, CancellationToken cancel)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        var found = await db.AwaitedMarks.Where(a => a.GivenAt == null && a.MarkedBy == MarkedBy.Job).OrderBy(a => a.SubmittedAt).ThenBy(a => a.Id).Skip(after).Take(Batch).Select(a => new { a.Id, a.CourseId }).ToListAsync(cancel);
        return [.. found.Select(a => (a.Id, a.CourseId))];
    }

    /// <summary>Whether it waits no longer for this job.</summary>
    private static async Task<bool> Mark(Id<AwaitedMark> id, Id<Course> courseId, IServiceProvider services, CancellationToken cancel)
    {
        var (db, desk, clock) = (services.GetRequiredService<LecternDb>(), services.GetRequiredService<MarkingDesk>(), services.GetRequiredService<TimeProvider>());
        if (await desk.TakeUp(courseId, id, cancel) is not { } seen || seen.Hand.Sheet.Response(seen.Awaited.QuestionId) is not { } response) return false;
        // Before the transaction: it may take half a minute.
        (decimal Fraction, string Remark)? said;
        var isHostMissing = false;
        try
        {
            said = seen.Kind is IMarkLater later ? await later.Mark(seen.Placed.Question.Data, response, cancel) : null;
        }
        catch (NotJustNowException)
        {
            (said, isHostMissing) = (null, true);
        }

        db.ChangeTracker.Clear();
        return await db.Retried(async () =>
        {
            if (await desk.TakeUp(courseId, id, cancel) is not { Awaited: { GivenAt: null, MarkedBy: MarkedBy.Job } } hand) return true;   // another node was faster
            var now = clock.GetUtcNow();
            if (isHostMissing && hand.Awaited.WaitForHost(now) < Patience)
            {
                await db.SaveChangesAsync(cancel);
                return false;
            }

            var releases = (await db.ReleaseRuleOf(courseId, hand.Awaited.ActivityId, cancel)).ReleasesAt(now);
            if (said is { } mark && hand.Hand.Attempt.Mark(hand.Hand.Sheet, new GivenMark(hand.Awaited.QuestionId, mark.Fraction, StepAction.MarkedByJob, mark.Remark), now, releases) is { Refusal: null, Value: var step })
            {
                db.Add(step);
                hand.Awaited.Give(now);
            }
            else
            {
                hand.Awaited.LeaveToPerson(isHostMissing);
            }

            await db.SaveChangesAsync(cancel);
            return true;
        });
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Answer {Answer} could not be marked")]
    private partial void LogFailed(Guid answer, Exception failure);
}
