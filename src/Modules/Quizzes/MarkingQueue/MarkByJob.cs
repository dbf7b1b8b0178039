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
/// A job. Courses take turns, an answer each, in the order in which they came: many of one don't keep those of another waiting. What fails
/// is tried again at the next run, and so is what the host can't mark just now, for a few hours; what can't be marked on this host becomes a
/// person's. An answer that is run is in the hands of one node, whatever others do.
/// </summary>
public sealed partial class MarkByJob : IJobWork
{
    /// <summary>How long an answer waits for a host that can't just now, from the first time that this was found.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(6);
    /// <summary>How long an answer is in hand at most: twice what running it may take (<see cref="CodeRunner"/>). One whose server died is tried again after that.</summary>
    internal static readonly TimeSpan InHand = TimeSpan.FromMinutes(10);
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;
    private readonly ILogger<MarkByJob> _log;

    public MarkByJob(IServiceScopeFactory scopes, TimeProvider clock, ILogger<MarkByJob> log) => (_scopes, _clock, _log) = (scopes, clock, log);

    public async Task Run(CancellationToken cancel)
    {
        Dictionary<Id<Course>, Turn> before = [];   // what was looked at and still waits is left for the next run
        while (await Round(before, cancel)) { }
    }

    /// <summary>An answer of each course. Whether there was one.</summary>
    private async Task<bool> Round(Dictionary<Id<Course>, Turn> before, CancellationToken cancel)
    {
        var any = false;
        foreach (var courseId in await Courses(cancel))
        {
            if (await Next(courseId, before.GetValueOrDefault(courseId), cancel) is not { } turn) continue;
            (any, before[courseId]) = (true, turn);
            try
            {
                await using var scope = _scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<Actor>().From = "job";
                await Mark(turn.Id, courseId, scope.ServiceProvider, cancel);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)   // one broken answer doesn't keep the others waiting
            {
                LogFailed(turn.Id.Value, failure);
            }
        }

        return any;
    }

    private static IQueryable<AwaitedMark> Waiting(LecternDb db) => db.AwaitedMarks.Where(a => a.GivenAt == null && a.MarkedBy == MarkedBy.Job);

    private async Task<List<Id<Course>>> Courses(CancellationToken cancel)
    {
        await using var scope = _scopes.CreateAsyncScope();
        return await Waiting(scope.ServiceProvider.GetRequiredService<LecternDb>()).GroupBy(a => a.CourseId).OrderBy(a => a.Min(one => one.SubmittedAt)).ThenBy(a => a.Key).Select(a => a.Key).ToListAsync(cancel);
    }

    private async Task<Turn?> Next(Id<Course> courseId, Turn? before, CancellationToken cancel)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var (now, waiting) = (_clock.GetUtcNow(), Waiting(scope.ServiceProvider.GetRequiredService<LecternDb>()).Where(a => a.CourseId == courseId));
        if (before is { } last) waiting = waiting.Where(a => a.SubmittedAt > last.SubmittedAt || (a.SubmittedAt == last.SubmittedAt && a.Id > last.Id));
        return await waiting.Where(a => a.TakenUntil == null || a.TakenUntil <= now).OrderBy(a => a.SubmittedAt).ThenBy(a => a.Id).Select(a => new Turn(a.Id, a.SubmittedAt)).FirstOrDefaultAsync(cancel);
    }

    private async Task Mark(Id<AwaitedMark> id, Id<Course> courseId, IServiceProvider services, CancellationToken cancel)
    {
        var (db, desk) = (services.GetRequiredService<LecternDb>(), services.GetRequiredService<MarkingDesk>());
        if (await TakeUp(id, courseId, db, desk, cancel) is not { } seen) return;
        // Before the transaction: it may take minutes.
        (decimal Fraction, string Remark)? said = null;
        var isHostMissing = false;
        try
        {
            if (seen.Kind is IMarkLater later && seen.Hand.Sheet.Response(seen.Awaited.QuestionId) is { } response) said = await later.Mark(seen.Placed.Question.Data, response, cancel);
        }
        catch (NotJustNowException)
        {
            isHostMissing = true;
        }
        catch
        {
            await LetGo(id, db);
            throw;
        }

        db.ChangeTracker.Clear();
        await db.Retried(async () =>
        {
            if (await desk.TakeUp(courseId, id, cancel) is not { Awaited: { GivenAt: null, MarkedBy: MarkedBy.Job } } hand) return false;   // it was decided on meanwhile
            var now = _clock.GetUtcNow();
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

    /// <summary>The answer, taken in hand; null when another node has it, or it waits no longer.</summary>
    private async Task<AnswerInHand?> TakeUp(Id<AwaitedMark> id, Id<Course> courseId, LecternDb db, MarkingDesk desk, CancellationToken cancel)
    {
        var now = _clock.GetUtcNow();
        if (await desk.TakeUp(courseId, id, cancel) is not { } seen || !seen.Awaited.Take(now, now + InHand)) return null;
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)   // at this moment
        {
            return null;
        }

        return seen;
    }

    // Also when the server is told to end: then the next run has it, on whatever node.
    private static Task<int> LetGo(Id<AwaitedMark> id, LecternDb db)
    {
        db.ChangeTracker.Clear();
        return db.Retried(async () =>
        {
            if (await db.AwaitedMarks.SingleOrDefaultAsync(a => a.Id == id) is { GivenAt: null } awaited) awaited.LetGo();
            return await db.SaveChangesAsync();
        });
    }

    /// <summary>An answer, and its place in the order of its course.</summary>
    private sealed record Turn(Id<AwaitedMark> Id, DateTimeOffset SubmittedAt);

    [LoggerMessage(Level = LogLevel.Error, Message = "Answer {Answer} could not be marked")]
    private partial void LogFailed(Guid answer, Exception failure);
}
