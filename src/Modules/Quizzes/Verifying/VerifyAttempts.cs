using System.Runtime.CompilerServices;
using Lectern.Grading;
using Lectern.Grading.Verifying;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Verifying;

/// <summary>Replays every attempt from its steps and compares it with what is kept of it, with the marking queue and with what the gradebook was told last.</summary>
internal sealed class VerifyAttempts(LecternDb db, QuestionKinds kinds) : IVerifyAttempts
{
    private const int BatchSize = 100;

    public async IAsyncEnumerable<GradeDifference> Differences(VerificationRun run, [EnumeratorCancellation] CancellationToken cancel)
    {
        var seen = new Id<Attempt>(Guid.Empty);
        while (true)
        {
            var batch = await db.Attempts.AsNoTracking().Where(a => a.Id > seen).OrderBy(a => a.Id).Take(BatchSize).ToListAsync(cancel);
            if (batch.Count == 0) yield break;
            seen = batch[^1].Id;
            run.SawAttempts(batch.Count);
            var suspects = (await Compare(batch, cancel)).Select(d => d.AttemptId).ToHashSet();
            foreach (var suspect in batch.Where(a => suspects.Contains(a.Id.Value)))
                foreach (var difference in await run.Confirm(suspect.EnrolmentId, () => Again(suspect.Id, cancel), cancel)) yield return difference;
        }
    }

    private async Task<List<GradeDifference>> Again(Id<Attempt> id, CancellationToken cancel) => await Compare(await db.Attempts.AsNoTracking().Where(a => a.Id == id).ToListAsync(cancel), cancel);

    // Steps are read as a stream, one after the other: of each question the replay keeps one.
    private async Task<List<GradeDifference>> Compare(List<Attempt> attempts, CancellationToken cancel)
    {
        var ids = attempts.Select(a => a.Id).ToList();
        var steps = db.AttemptSteps.AsNoTracking().Where(s => ids.Contains(s.AttemptId));
        var contents = await Contents([.. attempts.Select(a => a.ContentId), .. (await steps.Where(s => s.MarkedByContentId != null).Select(s => s.MarkedByContentId).Distinct().ToListAsync(cancel)).OfType<Id<QuizContent>>()], cancel);
        var awaited = (await db.AwaitedMarks.AsNoTracking().Where(a => ids.Contains(a.AttemptId) && a.GivenAt == null).Select(a => new { a.AttemptId, a.QuestionId }).ToListAsync(cancel)).ToLookup(a => a.AttemptId, a => a.QuestionId);
        var reported = await Reported(attempts, cancel);

        var replays = attempts.ToDictionary(a => a.Id, a => new Guarded(a, contents, kinds));
        await foreach (var step in steps.OrderBy(s => s.AttemptId).ThenBy(s => s.QuestionId).ThenBy(s => s.Position).AsAsyncEnumerable().WithCancellation(cancel)) replays[step.AttemptId].Take(step);
        return [.. attempts.SelectMany(a => replays[a.Id].End([.. awaited[a.Id]]).Concat(Gradebook(a, reported.GetValueOrDefault(a.Id.Value)))
            .Select(d => new GradeDifference(a.Id.Value, a.LearnerId, a.EnrolmentId, a.CourseId, a.ActivityId, d.What, d.Expected, d.Found, d.Why)))];
    }

    // As they are in the database, whatever was read of them before.
    private async Task<Dictionary<Id<QuizContent>, QuizContent>> Contents(IEnumerable<Id<QuizContent>> of, CancellationToken cancel)
    {
        var ids = of.Distinct().ToList();
        return await db.QuizContents.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
    }

    /// <summary>What the gradebook was told last of each attempt.</summary>
    private async Task<Dictionary<Guid, ScoreEntry>> Reported(List<Attempt> attempts, CancellationToken cancel)
    {
        var (enrolments, sources) = (attempts.Select(a => a.EnrolmentId).Distinct().ToList(), attempts.Select(a => a.Id.Value).ToList());
        var entries = db.ScoreEntries;
        return await entries.AsNoTracking()
            .Where(e => enrolments.Contains(e.EnrolmentId) && sources.Contains(e.SourceId) && !entries.Any(later => later.EnrolmentId == e.EnrolmentId && later.ActivityId == e.ActivityId && later.SourceId == e.SourceId && later.Revision > e.Revision))
            .ToDictionaryAsync(e => e.SourceId, cancel);
    }

    private static IEnumerable<ReplayedDifference> Gradebook(Attempt attempt, ScoreEntry? entry)
    {
        const string why = "The gradebook was told this of the attempt last.";
        var said = attempt.Said();
        if (!attempt.IsHandedIn)
        {
            // Where an attempt was begun before beginning was reported, there is none.
            if (entry is not null && entry.State != said.State) yield return new("gradebook", said.State.ToString(), entry.State.ToString(), why);
            yield break;
        }

        var (should, does) = (Words(said.Points, said.MaximumPoints, said.State, said.Policy, said.At), entry is null ? null : Words(entry.Points, entry.MaximumPoints, entry.State, entry.Policy, entry.At));
        if (should != does) yield return new("gradebook", should, does, why);
    }

    private static string Words(decimal points, decimal maximum, MarkState state, GradingPolicy policy, DateTimeOffset at) => FormattableString.Invariant($"{points:0.####} of {maximum:0.####}, {state}, {policy}, {at:O}");

    /// <summary>A replay that says so when it can't go on, because what is kept can't be read.</summary>
    private sealed class Guarded
    {
        private readonly AttemptReplay? _replay;
        private ReplayedDifference? _unreadable;

        public Guarded(Attempt attempt, Dictionary<Id<QuizContent>, QuizContent> contents, QuestionKinds kinds)
        {
            AttemptReplay? made = null;
            Reading($"sealed quiz {attempt.ContentId}", () => made = new AttemptReplay(attempt, new Paper(contents[attempt.ContentId].Document, attempt.Seed, kinds), kinds, id => contents.GetValueOrDefault(id)?.Document));
            _replay = made;
        }

        public void Take(AttemptStep step)
        {
            if (_unreadable is null) Reading($"question {step.QuestionId}", () => _replay!.Take(step));
        }

        public IReadOnlyList<ReplayedDifference> End(IReadOnlyCollection<Id<Question>> awaited)
        {
            IReadOnlyList<ReplayedDifference> found = [];
            if (_unreadable is null) Reading("reckoning", () => found = _replay!.End(awaited));
            return _unreadable is { } unreadable ? [unreadable] : found;
        }

        // One attempt that can't be read doesn't keep the others from being looked at.
        private void Reading(string what, Action read)
        {
            try
            {
                read();
            }
            catch (Exception broken) when (broken is not OperationCanceledException)
            {
                _unreadable = new ReplayedDifference(what, "can be read", broken.Message, "What is kept can't be read as what it is.");
            }
        }
    }
}
