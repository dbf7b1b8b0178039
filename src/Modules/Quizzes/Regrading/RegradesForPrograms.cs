using System.Globalization;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Web.Api;

namespace Lectern.Quizzes.Regrading;

/// <summary>Marking questions of a quiz anew, for programs: what differs, whom it concerns, deciding, and what was decided.</summary>
internal static class RegradesForPrograms
{
    /// <summary>The questions that attempts have met, with what became of them since.</summary>
    internal static async Task<Results<Ok<ComparedQuestions>, NotFound>> Questions(Id<Course> id, Id<Activity> activityId, RegradeDesk desk, CancellationToken cancel) =>
        await desk.Place(id, activityId, cancel) is { } place ? TypedResults.Ok(new ComparedQuestions(place.Seen, place.Fingerprint, [.. place.Questions.Select(q => new ComparedQuestion(q.Id, q.Met.Kind, q.Met.Prompt, q.Difference, q.CanBeMarkedAsNow, q.WordsOfPartsDiffer, q.PointsDiffer, q.Versions, q.Trials))])) : TypedResults.NotFound();

    /// <summary>Whom a decision would concern. Nothing is changed.</summary>
    internal static async Task<IResult> Preview(Id<Course> id, Id<Activity> activityId, SentChanges sent, string? after, int? size, RegradeDesk desk, Texts texts, CancellationToken cancel)
    {
        if (await desk.Place(id, activityId, cancel) is not { } place) return TypedResults.NotFound();
        if (Unfit(sent.Changes, place) is { } refusal) return refusal.ToProblem(texts);
        var impacts = await desk.Impacts(place, place.Settled(sent.Changes!), cancel);
        var from = Math.Clamp(int.TryParse(Cursor.Decode(after), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0, 0, impacts.Count);
        var limit = Cursor.Size(size);
        return TypedResults.Ok(new Paged<ShownImpact>([.. impacts.Skip(from).Take(limit).Select(ShownImpact.Of)], from + limit < impacts.Count ? Cursor.Encode((from + limit).ToString(CultureInfo.InvariantCulture)) : null));
    }

    /// <summary>Asks for the answers to a question, which programs mark, to be run by what it is now. Nothing is changed; the list of questions says how far it is.</summary>
    internal static async Task<IResult> Try(Id<Course> id, Id<Activity> activityId, SentTrial sent, RegradeDesk desk, TrialDesk trials, Texts texts, CancellationToken cancel)
    {
        if (await desk.Place(id, activityId, cancel) is not { } place) return TypedResults.NotFound();
        return await trials.Ask(place, sent.QuestionId, cancel) is { } refusal ? refusal.ToProblem(texts) : TypedResults.NoContent();
    }

    /// <summary>Decides. The first attempts are marked when it answers; a job does the others, and the list says how far it is.</summary>
    internal static async Task<IResult> Apply(Id<Course> id, Id<Activity> activityId, SentRegrade sent, Me me, RegradeDesk desk, LecternDb db, Texts texts, CancellationToken cancel)
    {
        if (await desk.Place(id, activityId, cancel) is not { } place) return TypedResults.NotFound();
        if (Unfit(sent.Changes, place) is { } refusal) return refusal.ToProblem(texts);
        var decided = await desk.Decide(place, place.Settled(sent.Changes!), sent.SparesLosers, sent.Reason, sent.Seen, sent.Fingerprint, me.Id, cancel);
        if (decided.Refusal is { } refused) return refused.ToProblem(texts);
        await desk.GoOn(decided.Value.Id, cancel);
        return TypedResults.Created($"/api/v1/courses/{id}/quizzes/{activityId}/regrades", ShownRegrade.Of(await db.Regrades.AsNoTracking().SingleAsync(r => r.Id == decided.Value.Id, cancel)));
    }

    /// <summary>What was decided, the last first.</summary>
    internal static async Task<Results<Ok<Paged<ShownRegrade>>, NotFound>> List(Id<Course> id, Id<Activity> activityId, string? after, int? size, LecternDb db, CancellationToken cancel)
    {
        if (!await db.Activities.AnyAsync(a => a.Id == activityId && a.CourseId == id && a.Kind == QuizActivity.Kind, cancel)) return TypedResults.NotFound();
        var limit = Cursor.Size(size);
        var before = int.TryParse(Cursor.Decode(after), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
        var found = await db.Regrades.AsNoTracking().Where(r => r.ActivityId == activityId && r.Number < before).OrderByDescending(r => r.Number).Take(limit + 1).ToListAsync(cancel);
        var page = Paged<Regrade>.Of(found, limit, r => r.Number.ToString(CultureInfo.InvariantCulture));
        return TypedResults.Ok(new Paged<ShownRegrade>([.. page.Items.Select(ShownRegrade.Of)], page.Next));
    }

    // A program is told what it got wrong; the rest is the desk's to say.
    private static Refusal? Unfit(IReadOnlyList<RegradeChange>? changes, RegradePlace place) =>
        changes is null or { Count: 0 } ? new Refusal("regrade-empty", "Choose at least one question, and how it is marked.", "changes")
        : changes.Any(c => c is null || !Enum.IsDefined(c.Way) || place.Find(c.QuestionId) is null) ? new Refusal("question-unknown", "Nobody has met this question.", "changes")
        : changes.Any(c => c.Versions is { Count: 0 }) ? Regrade.NoVersion
        : changes.Any(c => c.Versions?.All(number => place.Find(c.QuestionId)!.Versions.Any(v => v.Number == number)) == false) ? new Refusal("question-version-unknown", "Nobody has met this version of the question.", "changes") : null;
}

/// <param name="Seen">How many decisions there are: to be sent with the next one.</param>
/// <param name="Fingerprint">Of the questions as they are now: sent with a decision, it is refused when they have changed.</param>
internal sealed record ComparedQuestions(int Seen, string Fingerprint, IReadOnlyList<ComparedQuestion> Questions);

/// <param name="Prompt">HTML, as the latest attempts met it.</param>
/// <param name="Versions">That attempts have met: a decision about all of them can be for some of these; where it doesn't say, it is for those before it was put right.</param>
/// <param name="Trials">Where programs mark: how far the answers are run by the question as it is now; null where none has to be.</param>
/// <param name="WordsOfPartsDiffer">Choices or other parts are worded otherwise: look whether each still means the same.</param>
internal sealed record ComparedQuestion(Id<Question> Id, string Kind, string Prompt, QuestionDifference Difference, bool CanBeMarkedAsNow, bool WordsOfPartsDiffer, bool PointsDiffer, IReadOnlyList<MetVersion> Versions, TrialProgress? Trials);

internal sealed record SentTrial(Id<Question> QuestionId);

internal sealed record SentChanges(IReadOnlyList<RegradeChange>? Changes);

/// <param name="Seen">How many decisions the program has seen.</param>
/// <param name="Reason">A sentence that learners read.</param>
internal sealed record SentRegrade(IReadOnlyList<RegradeChange>? Changes, bool SparesLosers, string? Reason, int Seen, string? Fingerprint);

internal sealed record ShownImpact(Id<Attempt> AttemptId, Id<CourseEnrolment> EnrolmentId, Id<Person> LearnerId, string Name, int Number, Earned Before, Earned After, bool Loses, bool IsTold, IReadOnlyList<ChangedQuestion> Questions)
{
    internal static ShownImpact Of(Impact i) => new(i.AttemptId, i.EnrolmentId, i.LearnerId, i.Name, i.Number, i.Change.Before, i.Change.After, i.Change.Loses, i.IsTold, i.Change.Questions);
}

internal sealed record ShownRegrade(Id<Regrade> Id, int Number, IReadOnlyList<RegradeChange> Changes, bool SparesLosers, string Reason, Id<Person> ById, DateTimeOffset At, int Changed, int Spared, DateTimeOffset? DoneAt)
{
    internal static ShownRegrade Of(Regrade r) => new(r.Id, r.Number, r.Changes, r.SparesLosers, r.Reason, r.ById, r.At, r.Changed, r.Spared, r.DoneAt);
}
