using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Grading;
using Lectern.People;
using Lectern.People.Accommodations;
using Lectern.Progress;
using Lectern.Progress.Scheduling;
using Lectern.Quizzes.MarkingQueue;
using Lectern.Quizzes.Overrides;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.QuestionTypes.Files;

namespace Lectern.Quizzes.Taking;

/// <summary>An attempt with the quiz it is about and what was answered so far.</summary>
internal sealed record AttemptInHand(Attempt Attempt, AnswerSheet Sheet)
{
    private static readonly Refusal Resting = new("course-rests", "Nothing counts in this course at present, so nothing is saved. What you had answered before is kept.");

    /// <summary>Why the learner may not answer or hand in now, although the attempt is open: they have a break, or the course begins later than it did. When it ends, the attempt does.</summary>
    public Refusal? Rests { get; private init; }

    /// <param name="facts">Whether anything counts.</param>
    /// <param name="now">At this time.</param>
    public AttemptInHand At(CountingFacts facts, DateTimeOffset now) => this with { Rests = !Attempt.IsFinished && !Attempt.IsOverdue(now) && facts.RestAt(now) is { Reason: not RestReason.Ended } ? Resting : null };

    /// <summary>The opening of the page that is saving, when it was heard of before.</summary>
    public OpenedPage? Opened { get; init; }

    /// <summary>Whether a later save of the same page was heard before this one, or this one already.</summary>
    public bool HasHeard(SaveNumber? save) => save is not null && Opened?.Latest >= save.Number;

    public QuizDocument Quiz => Sheet.Quiz;
    public QuizSettings Settings => Sheet.Quiz.Settings;
    /// <summary>What choices are shuffled by; null when they stand as they were written.</summary>
    public int? ChoiceSeed => Settings.ShuffleChoices ? Attempt.Seed : null;
}

/// <summary>Where attempts are taken up and handed in. The callers save.</summary>
internal sealed class AttemptDesk(LecternDb db, Classroom classroom, ExamRoom room, QuestionKinds kinds, SealedQuizzes quizzes, DraftAssembly assembly, TimeProvider clock)
{
    /// <summary>A learner's own attempt, with the latest step of each question. Two statements, and one where the quiz isn't at hand; null when it is not theirs.</summary>
    /// <param name="id">The attempt.</param>
    /// <param name="learnerId">Whose it must be.</param>
    /// <param name="cancel">Of the request.</param>
    /// <param name="save">What is being saved, when a script says so.</param>
    public async Task<AttemptInHand?> TakeUp(Id<Attempt> id, Id<Person> learnerId, CancellationToken cancel, SaveNumber? save = null)
    {
        var counting = db.CountingFacts;
        var pageName = save?.Page;
        var found = await (
            from attempt in db.Attempts
            join facts in counting on attempt.EnrolmentId equals facts.EnrolmentId
            join opened in db.Set<OpenedPage>().Where(p => p.Name == pageName) on attempt.Id equals opened.AttemptId into pages
            from page in pages.DefaultIfEmpty()
            where attempt.Id == id && attempt.LearnerId == learnerId
            select new { attempt, facts, page }).SingleOrDefaultAsync(cancel);
        return found is null ? null : new AttemptInHand(found.attempt, await Sheet(found.attempt, cancel)) { Opened = found.page }.At(found.facts, clock.GetUtcNow());
    }

    /// <summary>The same together with all attempts at the activity, of which it is one. Two statements, and one where the quiz isn't at hand.</summary>
    public async Task<(AttemptInHand Hand, AttemptsSoFar All)?> TakeUpAmongAll(Id<Attempt> id, Id<Person> learnerId, CancellationToken cancel)
    {
        var (extras, agreements) = (db.ExtraAttempts, db.UnitAgreements);
        var rows = await (
            from mine in db.Attempts
            where mine.Id == id && mine.LearnerId == learnerId
            join attempt in db.Set<Attempt>() on new { mine.EnrolmentId, mine.ActivityId } equals new { attempt.EnrolmentId, attempt.ActivityId }
            join otherwise in db.Set<QuizOverride>().AsNoTracking() on new { EnrolmentId = (Id<CourseEnrolment>?)mine.EnrolmentId, mine.ActivityId } equals new { otherwise.EnrolmentId, otherwise.ActivityId } into overrides
            from agreed in overrides.DefaultIfEmpty()
            join agreement in agreements on new { PersonId = mine.LearnerId, mine.ActivityId } equals new { agreement.PersonId, agreement.ActivityId } into ofUnits
            from unit in ofUnits.DefaultIfEmpty()
            orderby attempt.Number
            select new { attempt, Extra = extras.Count(x => x.EnrolmentId == mine.EnrolmentId && x.ActivityId == mine.ActivityId), agreed, unit!.Override, unit.UnitName, unit.UnitPath }).ToListAsync(cancel);
        if (rows.Find(row => row.attempt.Id == id) is not { } found) return null;
        var hand = new AttemptInHand(found.attempt, await Sheet(found.attempt, cancel));
        return (hand, new AttemptsSoFar([.. rows.Select(row => row.attempt).DistinctBy(attempt => attempt.Id)], found.Extra) { Agreed = AgreedRules.Of(found.agreed, rows.Select(row => (row.Override, row.UnitName, row.UnitPath))!) });
    }

    private async Task<AnswerSheet> Sheet(Attempt attempt, CancellationToken cancel) =>
        new(new Paper((await quizzes.Of(db, attempt.ContentId, cancel))!.Document, attempt.Seed, kinds), await LatestSteps(attempt.Id, cancel));

    /// <summary>The latest step of each question of an attempt, and those in which it was checked.</summary>
    public ValueTask<List<AttemptStep>> LatestSteps(Id<Attempt> id, CancellationToken cancel) => Steps.Of(db, id).ToListAsync(cancel);

    private static readonly PreparedQuery<Id<Attempt>, AttemptStep> Steps = new((db, id) => db.Set<AttemptStep>().AsNoTracking()
        .Where(s => s.AttemptId == id && (s.Action == StepAction.Checked || !db.Set<AttemptStep>().Any(later => later.AttemptId == id && later.QuestionId == s.QuestionId && later.Position > s.Position))));

    /// <summary>The same of several attempts. One statement.</summary>
    public async Task<List<AttemptStep>> LatestSteps(IReadOnlyCollection<Id<Attempt>> ids, CancellationToken cancel)
    {
        var steps = db.AttemptSteps;
        return await steps.AsNoTracking().Where(s => ids.Contains(s.AttemptId) && (s.Action == StepAction.Checked || !steps.Any(later => later.AttemptId == s.AttemptId && later.QuestionId == s.QuestionId && later.Position > s.Position))).ToListAsync(cancel);
    }

    /// <summary>Keeps what was answered.</summary>
    /// <param name="hand">The attempt.</param>
    /// <param name="answers">As their kinds read them.</param>
    /// <param name="cancel">Of the request.</param>
    /// <param name="sent">Files that are being added with them.</param>
    public async Task<Refusal?> Save(AttemptInHand hand, IReadOnlyCollection<Answer> answers, CancellationToken cancel, IReadOnlyCollection<AttemptFile>? sent = null)
    {
        if ((hand.Rests ?? room.Bars(hand) ?? Behind(hand, answers)) is { } barred) return barred;
        var saved = hand.Attempt.Save(hand.Sheet, await Settled(hand, answers, sent ?? [], cancel), clock.GetUtcNow());
        if (saved.Refusal is { } refusal) return refusal;
        db.AddRange(saved.Value);
        return null;
    }

    /// <summary>Marks the answer that is saved to a question, for a learner who goes on.</summary>
    public async Task<Refusal?> Check(AttemptInHand hand, Id<Question> id, CancellationToken cancel)
    {
        if (hand.Settings.Navigation == Navigation.Sequential && new QuizPages(hand.Sheet.Paper).Find(id) is { } placed && placed.Page != hand.Attempt.ReachedPage) return PageBehind;
        // Nothing of it is new; but wherever it couldn't be answered now, it can't be checked either.
        if (await Save(hand, [new Answer(id, hand.Sheet.Response(id), hand.Sheet.IsFlagged(id), hand.Sheet.Certainty(id))], cancel) is { } barred) return barred;
        var step = hand.Attempt.Check(hand.Sheet, id, clock.GetUtcNow());
        if (step.Refusal is { } refusal) return refusal;
        db.Add(step.Value);
        return null;
    }

    // An answer may name files that were sent to just this question of this attempt, and says of them what was stored. One statement
    // where an answer of such a kind changes, none otherwise.
    private async Task<IReadOnlyCollection<Answer>> Settled(AttemptInHand hand, IReadOnlyCollection<Answer> answers, IReadOnlyCollection<AttemptFile> sent, CancellationToken cancel)
    {
        bool Names(Answer answer) => answer.Response is not null && !hand.Sheet.IsAlready(answer) && hand.Sheet.Question(answer.QuestionId) is { } question && kinds[question.Kind] is IHoldFiles;
        if (!answers.Any(Names)) return answers;
        var id = hand.Attempt.Id;
        var known = (await db.AttemptFiles.AsNoTracking().Where(f => f.AttemptId == id).ToListAsync(cancel)).Concat(sent).ToLookup(f => f.QuestionId);
        return [.. answers.Select(answer =>
        {
            if (!Names(answer)) return answer;
            var question = hand.Sheet.Question(answer.QuestionId)!;
            var holder = (IHoldFiles)kinds[question.Kind];
            var files = holder.Named(answer.Response!).Select(named => known[answer.QuestionId].FirstOrDefault(f => f.Id == named.Id)?.ForAnswer()).OfType<SentFile>().ToList();
            return answer with { Response = holder.Naming(question.Data, files) };
        })];
    }

    /// <summary>Remembers that a save was heard.</summary>
    public void Hear(AttemptInHand hand, SaveNumber? save)
    {
        if (save is null) return;
        var page = hand.Opened ?? db.Add(new OpenedPage { AttemptId = hand.Attempt.Id, Name = save.Page }).Entity;
        page.Hear(save.Number);
    }

    // Where there is no way back, what stands on an earlier page, or on one to come, isn't to be answered now.
    private static Refusal PageBehind { get; } = new("page-behind", "This is not the page that you are on: its answers can't be changed now.");

    private static Refusal? Behind(AttemptInHand hand, IReadOnlyCollection<Answer> answers)
    {
        if (hand.Settings.Navigation == Navigation.Free) return null;
        var pages = new QuizPages(hand.Sheet.Paper);
        return answers.Any(answer => pages.Find(answer.QuestionId) is { } placed && placed.Page != hand.Attempt.ReachedPage && !hand.Sheet.IsAlready(answer))
            ? PageBehind : null;
    }

    /// <summary>Ends the attempt with what was saved, marks it and tells the classroom.</summary>
    public async Task<Refusal?> HandIn(AttemptInHand hand, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var rule = await db.ReleaseRuleOf(hand.Attempt.CourseId, hand.Attempt.ActivityId, cancel);
        var submitted = hand.Attempt.Submit(hand.Sheet, kinds, now, rule.ReleasesAt(now));
        if (submitted.Refusal is { } refusal) return refusal;
        db.AddRange(submitted.Value);
        db.AddRange(AwaitedMark.Of(hand.Attempt, hand.Sheet, kinds));
        // Without a seat: somebody may have been taken out of the course since, or the quiz may have left it. A pass stays a pass.
        if (hand.Attempt.Facts(hand.Settings) is { Count: > 0 } facts) await classroom.Report(hand.Attempt.EnrolmentId, hand.Attempt.CourseId, hand.Attempt.ActivityId, facts, cancel);
        return null;
    }

    /// <summary>Whether the time was over, that to hand in too, and nobody had closed it: then it is now, and saved.</summary>
    public async Task<bool> CloseIfOver(AttemptInHand hand, CancellationToken cancel)
    {
        if (!hand.Attempt.IsOver(clock.GetUtcNow())) return false;
        await HandIn(hand, cancel);
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>What was done of the activity in front of a learner so far. One statement.</summary>
    public Task<AttemptsSoFar> AttemptsOf(Seat seat, CancellationToken cancel) =>
        seat.EnrolmentId is { } enrolmentId ? AttemptsOf(enrolmentId, seat.Activity.Id, cancel) : Task.FromResult(AttemptsSoFar.None);

    /// <summary>What an enrolment has done of an activity so far. One statement.</summary>
    public async Task<AttemptsSoFar> AttemptsOf(Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, CancellationToken cancel)
    {
        // From the enrolment, so that there is a row also before the first attempt.
        var (extras, agreements) = (db.ExtraAttempts, db.UnitAgreements);
        var rows = await (
            from enrolment in db.Enrolments
            where enrolment.Id == enrolmentId
            join otherwise in db.Set<QuizOverride>().AsNoTracking().Where(o => o.ActivityId == activityId) on enrolment.Id equals otherwise.EnrolmentId into overrides
            from agreed in overrides.DefaultIfEmpty()
            join agreement in agreements.Where(a => a.ActivityId == activityId) on enrolment.LearnerId equals agreement.PersonId into ofUnits
            from unit in ofUnits.DefaultIfEmpty()
            join needed in db.Set<Accommodation>() on enrolment.LearnerId equals needed.PersonId into needs
            from accommodation in needs.DefaultIfEmpty()
            join found in db.Set<Attempt>().Where(a => a.ActivityId == activityId) on enrolment.Id equals found.EnrolmentId into attempts
            from attempt in attempts.DefaultIfEmpty()
            join releasing in db.Set<ReleaseRule>().AsNoTracking().Where(r => r.ActivityId == activityId) on enrolment.CourseId equals releasing.CourseId into releases
            from release in releases.DefaultIfEmpty()
            orderby attempt.Number
            select new { attempt, release, Extra = extras.Count(x => x.EnrolmentId == enrolmentId && x.ActivityId == activityId), agreed, ExtraTime = (int?)accommodation!.ExtraTimePercent, unit!.Override, unit.UnitName, unit.UnitPath }).ToListAsync(cancel);
        return rows is not [var first, ..] ? AttemptsSoFar.None
            : new AttemptsSoFar([.. rows.Where(row => row.attempt is not null).Select(row => row.attempt).DistinctBy(attempt => attempt.Id)], first.Extra) { Agreed = AgreedRules.Of(first.agreed, rows.Select(row => (row.Override, row.UnitName, row.UnitPath))!), ExtraTimePercent = first.ExtraTime ?? 0, Release = first.release };
    }

    /// <summary>The rules by which the next attempt would start: those of the published quiz, which may be newer than the attempt's.</summary>
    public async Task<QuizSettings> SettingsNow(AttemptInHand hand, Seat? seat, CancellationToken cancel) =>
        seat is null || seat.Activity.ContentId == hand.Attempt.ContentId.Value || await Content(seat.Activity.ContentId, cancel) is not { } content
            ? hand.Settings
            : content.Document.Settings;

    /// <summary>The same for whoever has no seat in front of them; null when the course isn't offered with this quiz any more.</summary>
    public async Task<QuizSettings?> PublishedSettings(Id<Course> courseId, Id<Activity> activityId, CancellationToken cancel) =>
        await PublishedQuiz.Find(db, courseId, activityId, cancel) is { } published ? (await Content(published.Quiz.ContentId, cancel))?.Document.Settings : null;

    /// <summary>When it is told how an attempt at a quiz went that begins now. No statement, but for a preview.</summary>
    public async Task<Telling> Telling(Seat seat, QuizDocument quiz, AttemptsSoFar attempts, CancellationToken cancel) =>
        Taking.Telling.Of(seat.IsPreview ? await db.ReleaseRuleOf(seat.CourseId, seat.Activity.Id, cancel) : attempts.Release, quiz, kinds, clock.GetUtcNow());

    public Task<QuizContent?> Content(Guid contentId, CancellationToken cancel) => quizzes.Of(db, new(contentId), cancel);

    /// <summary>The draft, for a preview.</summary>
    public async Task<QuizDocument?> Draft(Id<Activity> activityId, CancellationToken cancel) =>
        await db.Quizzes.AsNoTracking().InFull().SingleOrDefaultAsync(q => q.ActivityId == activityId, cancel) is { } quiz ? (await assembly.Assemble(quiz, cancel)).Document : null;
}
