using System.Security.Cryptography;
using System.Text;
using Lectern.Courses;
using Lectern.Grading;
using Lectern.People;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.Taking;

namespace Lectern.Quizzes.Regrading;

/// <summary>A quiz in front of somebody who marks it anew.</summary>
/// <param name="Questions">All that attempts have met which are handed in; those that differ from what they are now first.</param>
/// <param name="Contents">The sealed quizzes that they met.</param>
/// <param name="Published">What attempts meet that begin now; null for nothing.</param>
/// <param name="Seen">How many decisions there are.</param>
internal sealed record RegradePlace(
    Id<Course> CourseId, Id<Activity> ActivityId, string CourseTitle, string Title, IReadOnlyList<RegradeQuestion> Questions, IReadOnlyDictionary<Id<QuizContent>, QuizContent> Contents, QuizDocument? Published, int Seen)
{
    public RegradeQuestion? Find(Id<Question> id) => Questions.FirstOrDefault(q => q.Id == id);

    /// <summary>What is offered first: everything whose key has changed, by what it is now.</summary>
    public IReadOnlyList<RegradeChange> Usual => [.. Questions.Where(q => q.CanBeMarkedAsNow).Select(q => new RegradeChange(q.Id, RegradeWay.AsNow))];

    /// <summary>The questions as they are now, in a few letters: whoever decides says by it which they have seen.</summary>
    public string Fingerprint => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Questions.OrderBy(q => q.Id.Value).Select(q => $"{q.Id} {q.Now?.Prompt} {q.Now?.Data}")))))[..16];

    /// <summary>What is sent, said in full: to be asked once, for afterwards no list of versions means all of them.</summary>
    public IReadOnlyList<RegradeChange> Settled(IReadOnlyList<RegradeChange> changes) => [.. changes.Select(change => Find(change.QuestionId)?.Settled(change) ?? change)];

}

/// <summary>Where questions are marked anew.</summary>
internal sealed class RegradeDesk(LecternDb db, AttemptDesk desk, TrialDesk trials, QuestionKinds kinds, TimeProvider clock)
{
    /// <summary>How many attempts are marked before whoever decided gets an answer; a job does the others.</summary>
    private const int MostAtOnce = 100;
    /// <summary>Attempts that are looked at for it.</summary>
    private const int MostLookedAt = 500;

    /// <summary>Null when the course has no such quiz.</summary>
    public async Task<RegradePlace?> Place(Id<Course> courseId, Id<Activity> activityId, CancellationToken cancel)
    {
        var (versions, regrades) = (db.CourseVersions, db.Regrades);
        var found = await (
            from activity in db.Activities.AsNoTracking()
            join course in db.Set<Course>() on activity.CourseId equals course.Id
            where activity.Id == activityId && course.Id == courseId && activity.Kind == QuizActivity.Kind
            select new
            {
                Course = course.Title, activity.Title, OutlineJson = versions.Where(v => v.Id == course.PublishedVersionId).Select(v => v.OutlineJson).FirstOrDefault(), Seen = regrades.Where(r => r.ActivityId == activityId).Max(r => (int?)r.Number) ?? 0,
            }).SingleOrDefaultAsync(cancel);
        if (found is null) return null;
        var published = found.OutlineJson is { } json && Outline.Read(json).Activities.FirstOrDefault(a => a.Id == activityId) is { } there ? await desk.Content(there.ContentId, cancel) : null;
        var contents = await Met(activityId, cancel);
        var met = contents.SelectMany(c => c.Document.Questions).GroupBy(q => q.Id).ToList();
        var now = (await Now([.. met.Select(q => q.Key)], cancel)).ToDictionary(q => q.Id);
        var compared = met.Select(q => QuestionComparison.Of([.. q], now.GetValueOrDefault(q.Key)?.ToDocument(), kinds)).ToList();
        var questions = (await trials.Seen(activityId, compared, cancel)).OrderByDescending(q => q.CanBeMarkedAsNow).ThenByDescending(q => q.Difference is not (QuestionDifference.None or QuestionDifference.Words)).ToList();
        return new RegradePlace(courseId, activityId, found.Course, found.Title, questions, contents.ToDictionary(c => c.Id), published?.Document, found.Seen);
    }

    /// <summary>All whom a decision would concern, as somebody looks at it.</summary>
    public async Task<IReadOnlyList<Impact>> Impacts(RegradePlace place, IReadOnlyList<RegradeChange> changes, CancellationToken cancel)
    {
        var now = place.Questions.Where(q => q.CanBeMarkedAsNow).ToDictionary(q => q.Id, q => q.Now!);
        var chosen = changes.Where(c => c.Way == RegradeWay.AsNow).Select(c => now.GetValueOrDefault(c.QuestionId)).OfType<QuizQuestion>();
        return await Impacts(place.ActivityId, place.Contents, new RegradePlan(changes, now, null, kinds, await trials.Of(place.ActivityId, chosen, cancel)), null, cancel);
    }

    /// <summary>Questions as their bank has them now, whatever version a quiz holds. One statement.</summary>
    private Task<List<Question>> Now(List<Id<Question>> ids, CancellationToken cancel) => db.Questions.Where(q => ids.Contains(q.Id)).ToListAsync(cancel);

    /// <summary>The sealed quizzes of attempts that are handed in, the latest first. One statement.</summary>
    private Task<List<QuizContent>> Met(Id<Activity> activityId, CancellationToken cancel)
    {
        var attempts = HandedIn(activityId).Select(a => a.ContentId);
        return db.QuizContents.AsNoTracking().Where(c => attempts.Contains(c.Id)).OrderByDescending(c => c.SealedAt).ToListAsync(cancel);
    }

    private IQueryable<Attempt> HandedIn(Id<Activity> activityId) => db.Attempts.Where(a => a.ActivityId == activityId && (a.State == AttemptState.Submitted || a.State == AttemptState.Finished));

    /// <summary>All whom a decision concerns, in the order in which they began. Two statements, however many there are; steps are read as a stream.</summary>
    /// <param name="activityId">The quiz.</param>
    /// <param name="contents">The sealed quizzes that attempts met.</param>
    /// <param name="plan">What is decided.</param>
    /// <param name="after">Only those after this one.</param>
    /// <param name="cancel">When nobody waits any more.</param>
    /// <param name="upTo">And up to this one.</param>
    private async Task<IReadOnlyList<Impact>> Impacts(Id<Activity> activityId, IReadOnlyDictionary<Id<QuizContent>, QuizContent> contents, RegradePlan plan, Id<Attempt>? after, CancellationToken cancel, Id<Attempt>? upTo = null)
    {
        var concerned = contents.Values.Where(c => c.Document.Questions.Any(q => plan.Questions.Contains(q.Id))).Select(c => c.Id).ToList();
        if (concerned.Count == 0) return [];
        var attempts = HandedIn(activityId).Where(a => concerned.Contains(a.ContentId));
        if (after is { } last) attempts = attempts.Where(a => a.Id > last);
        if (upTo is { } end) attempts = attempts.Where(a => a.Id <= end);
        var found = await (
            from attempt in attempts.AsNoTracking()
            join person in db.Set<Person>() on attempt.LearnerId equals person.Id
            select new { attempt, person.Name, person.Email }).ToDictionaryAsync(f => f.attempt.Id, cancel);

        // Of the questions that aren't decided on only what they earn is read.
        var (steps, chosen, takenBack) = (db.AttemptSteps, plan.Questions.ToList(), plan.TakenBack);
        var latest =
            from attempt in attempts
            join step in steps on attempt.Id equals step.AttemptId
            where (step.Action == StepAction.Checked && chosen.Contains(step.QuestionId))
                || (takenBack.Contains(step.QuestionId) && AnswerSheet.Saying.Contains(step.Action))
                || (step.Action != StepAction.Saved && !steps.Any(later => later.AttemptId == step.AttemptId && later.QuestionId == step.QuestionId && later.Position > step.Position))
            orderby attempt.Id
            select new { step.AttemptId, step.QuestionId, step.Action, step.State, step.Fraction, step.Certainty, step.Position, Response = chosen.Contains(step.QuestionId) ? step.Response : null };
        List<Impact> impacts = [];
        List<AttemptStep> ofOne = [];
        await foreach (var row in latest.AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (ofOne.Count > 0 && ofOne[0].AttemptId != row.AttemptId) Close();
            ofOne.Add(new AttemptStep { AttemptId = row.AttemptId, QuestionId = row.QuestionId, Action = row.Action, State = row.State, Fraction = row.Fraction, Response = row.Response, Certainty = row.Certainty, Position = row.Position, IsFlagged = false, At = default });
        }

        Close();
        return impacts;

        void Close()
        {
            if (ofOne.Count > 0 && found.GetValueOrDefault(ofOne[0].AttemptId) is { } of)
            {
                var sheet = new AnswerSheet(new Paper(contents[of.attempt.ContentId].Document, of.attempt.Seed, kinds), ofOne);
                if (plan.Of(of.attempt, sheet) is { } change) impacts.Add(new Impact(of.attempt.Id, of.attempt.LearnerId, of.attempt.EnrolmentId, of.Name, of.Email ?? "", of.attempt.Number, change, of.attempt.ReleasedAt is not null));
            }

            ofOne.Clear();
        }
    }

    /// <summary>How many attempts are open that will be marked, when they are handed in, as they met these questions.</summary>
    public Task<int> Open(RegradePlace place, IReadOnlyList<RegradeChange> changes, CancellationToken cancel)
    {
        var (activityId, contents) = (place.ActivityId, place.Contents.Values.Where(c => changes.Any(change => c.Document.Questions.Any(q => q.Id == change.QuestionId))).Select(c => c.Id).ToList());
        return db.Attempts.CountAsync(a => a.ActivityId == activityId && a.State == AttemptState.InProgress && contents.Contains(a.ContentId), cancel);
    }

    /// <summary>Decides, and saves. The same decision at the same moment is one.</summary>
    /// <param name="place">As whoever decides has seen it.</param>
    /// <param name="changes">What they decide (<see cref="RegradePlace.Settled"/>).</param>
    /// <param name="sparesLosers">Whoever would lose keeps what they have.</param>
    /// <param name="reason">A sentence that learners read.</param>
    /// <param name="seen">How many decisions they had seen.</param>
    /// <param name="fingerprint">Of the questions that they had seen; null where they know what they do.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancel">When nobody waits any more.</param>
    public async Task<Outcome<Regrade>> Decide(RegradePlace place, IReadOnlyList<RegradeChange> changes, bool sparesLosers, string? reason, int seen, string? fingerprint, Id<Person> by, CancellationToken cancel)
    {
        if (Regrade.Check(changes, reason) is { } refusal) return refusal;
        foreach (var change in changes)
        {
            if (place.Find(change.QuestionId) is not { } question) return new Refusal("question-unknown", "Nobody has met this question.", "changes");
            if (change.Way == RegradeWay.AsNow && !question.CanBeMarkedAsNow) return new Refusal("question-not-comparable", "What was answered can't be marked by the question as it is now. Give full points, or leave it out.", "changes");
        }

        if (seen != place.Seen) return await Same(place, seen + 1, changes, sparesLosers, by, Decided, cancel);
        if (fingerprint is not null && fingerprint != place.Fingerprint) return Changed;
        // What an earlier decision has not reached yet isn't in the list of this one, and would be marked by the earlier one afterwards.
        var activityId = place.ActivityId;
        if (await db.Regrades.AnyAsync(r => r.ActivityId == activityId && r.DoneAt == null && r.Number <= seen, cancel)) return GoesOn;
        var now = clock.GetUtcNow();
        var regrade = Regrade.Decide((place.CourseId, place.ActivityId), seen + 1, changes, await Sealed(place, changes, now, cancel), sparesLosers, reason, by, now);
        if (regrade.Refusal is not null) return regrade;
        db.Add(regrade.Value);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException meanwhile)   // somebody else has decided at this moment, or changed a question
        {
            db.ChangeTracker.Clear();
            return await Same(place, seen + 1, changes, sparesLosers, by, meanwhile is DbUpdateConcurrencyException ? Changed : Decided, cancel);
        }

        db.ChangeTracker.Clear();
        return regrade;
    }

    /// <summary>The decision of this number, when it is the same of the same person: pressed twice it is one. Otherwise they are told of another's, or of what else was in the way.</summary>
    private async Task<Outcome<Regrade>> Same(RegradePlace place, int number, IReadOnlyList<RegradeChange> changes, bool sparesLosers, Id<Person> by, Refusal otherwise, CancellationToken cancel)
    {
        var activityId = place.ActivityId;
        if (await db.Regrades.AsNoTracking().SingleOrDefaultAsync(r => r.ActivityId == activityId && r.Number == number, cancel) is not { } there) return otherwise;
        return there.ById == by && there.SparesLosers == sparesLosers && there.Changes.SequenceEqual(changes) ? there : Decided;
    }

    private static Refusal Decided { get; } = new("regraded-meanwhile", "Somebody has marked this quiz anew since you looked. Look at the list again.");

    private static Refusal GoesOn { get; } = new("regrade-going-on", "The last decision is still being carried out. Look at the list again when it is through.");

    private static Refusal Changed { get; } = new("questions-changed", "The questions were changed since you looked. Look at the list again before you mark anew.");

    /// <summary>The questions as they are now are sealed, in their bank and here: what was marked by them can be marked by them again at any time. Null where none is marked by what it is now.</summary>
    private async Task<Id<QuizContent>?> Sealed(RegradePlace place, IReadOnlyList<RegradeChange> changes, DateTimeOffset at, CancellationToken cancel)
    {
        var questions = await Now([.. changes.Where(c => c.Way == RegradeWay.AsNow).Select(c => c.QuestionId)], cancel);
        if (questions.Count == 0) return null;
        foreach (var question in questions)
            if (question.Seal(at) is { } version)
                db.Add(version);
        var content = new QuizContent { ActivityId = place.ActivityId, SealedAt = at, DocumentJson = QuizDocument.Of(new QuizSettings(), questions.Select(q => q.ToDocument())).Write() };
        db.Add(content);
        return content.Id;
    }

    /// <summary>Goes on with a decision: attempt after attempt, each with its count in one transaction. Whether there is nothing left to do.</summary>
    public async Task<bool> GoOn(Id<Regrade> id, CancellationToken cancel)
    {
        var regrade = await db.Regrades.AsNoTracking().SingleAsync(r => r.Id == id, cancel);
        if (regrade.DoneAt is not null) return true;
        IReadOnlyDictionary<Id<Question>, QuizQuestion> now = regrade.ContentId is { } contentId && await desk.Content(contentId.Value, cancel) is { } content ? content.Document.Questions.DistinctBy(q => q.Id).ToDictionary(q => q.Id) : new Dictionary<Id<Question>, QuizQuestion>();
        var plan = new RegradePlan(regrade.Changes, now, regrade, kinds, await trials.Of(regrade.ActivityId, now.Values, cancel));
        var last = regrade.Last;
        var ahead = HandedIn(regrade.ActivityId);
        if (last is { } seen) ahead = ahead.Where(a => a.Id > seen);
        var ids = await ahead.OrderBy(a => a.Id).Select(a => a.Id).Take(MostLookedAt).ToListAsync(cancel);
        var impacts = ids.Count == 0 ? [] : await Impacts(regrade.ActivityId, (await Met(regrade.ActivityId, cancel)).ToDictionary(c => c.Id), plan, last, cancel, ids[^1]);
        foreach (var impact in impacts.Take(MostAtOnce))
        {
            var before = last;
            if (!await db.Retried(() => Mark(id, impact, before, plan, cancel))) return false;   // somebody else goes on with it
            last = impact.AttemptId;
            db.ChangeTracker.Clear();
        }

        if (impacts.Count > MostAtOnce) return false;
        return await db.Retried(async () =>
        {
            var done = await db.Regrades.SingleAsync(r => r.Id == id, cancel);
            if (done.DoneAt is not null) return true;
            if (done.Last != last) return false;
            var isThrough = ids.Count < MostLookedAt;
            if (isThrough) done.Finish(clock.GetUtcNow());
            else done.Passed(ids[^1]);
            await db.SaveChangesAsync(cancel);
            return isThrough;
        });
    }

    // Looks at the attempt as it is now, and not at what the list said of it.
    private async Task<bool> Mark(Id<Regrade> id, Impact impact, Id<Attempt>? before, RegradePlan plan, CancellationToken cancel)
    {
        var going = await db.Regrades.SingleAsync(r => r.Id == id, cancel);
        if (going.DoneAt is not null || going.Last != before) return false;
        var hand = await desk.TakeUp(impact.AttemptId, impact.LearnerId, cancel);
        var sheet = hand is null ? null : await InFull(hand, plan, cancel);
        var change = sheet is null ? null : plan.Of(hand!.Attempt, sheet);
        var spared = change is { Loses: true } && going.SparesLosers;
        if (change is not null && !spared)
        {
            var (attempt, now) = (hand!.Attempt, clock.GetUtcNow());
            await Queue(hand, change, now, cancel);
            var rule = await db.ReleaseRuleOf(attempt.CourseId, attempt.ActivityId, cancel);
            db.AddRange(attempt.Mark(sheet!, change.Marks, now, rule.ReleasesAt(now)).Value);
        }

        going.Went(impact.AttemptId, changed: change is not null && !spared, spared);
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>With what was said before of the questions of which decisions are taken back.</summary>
    private async Task<AnswerSheet> InFull(AttemptInHand hand, RegradePlan plan, CancellationToken cancel)
    {
        if (plan.TakenBack.Count == 0) return hand.Sheet;
        var (attemptId, takenBack) = (hand.Attempt.Id, plan.TakenBack);
        return hand.Sheet.WithEarlier(await db.AttemptSteps.AsNoTracking().Where(s => s.AttemptId == attemptId && takenBack.Contains(s.QuestionId) && AnswerSheet.Saying.Contains(s.Action)).ToListAsync(cancel));
    }

    /// <summary>What was still to be marked and is decided now waits for nobody any more; when the decision is taken back it waits again, with its draft.</summary>
    private async Task Queue(AttemptInHand hand, RegradedAttempt change, DateTimeOffset now, CancellationToken cancel)
    {
        var waits = change.Marks.ToDictionary(m => m.QuestionId, m => m.State == QuestionState.NeedsMarking);
        var moved = waits.Where(q => q.Value != (hand.Sheet.Latest(q.Key)?.State == QuestionState.NeedsMarking)).Select(q => q.Key).ToList();
        if (moved.Count == 0) return;
        var attemptId = hand.Attempt.Id;
        foreach (var awaited in await db.AwaitedMarks.Where(a => a.AttemptId == attemptId && moved.Contains(a.QuestionId)).ToListAsync(cancel))
        {
            if (waits[awaited.QuestionId]) awaited.PutBack();
            else awaited.SetAside(now);
        }
    }
}
