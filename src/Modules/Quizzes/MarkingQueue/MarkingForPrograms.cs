using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Grading;
using Lectern.People;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.Taking;
using Lectern.Web.Api;

namespace Lectern.Quizzes.MarkingQueue;

/// <summary>The marking queue, for programs: what waits, drafting, giving the drafts as marks, and putting right what is given.</summary>
internal static class MarkingForPrograms
{
    /// <summary>What waits and what is marked in a course, by question.</summary>
    internal static async Task<Ok<Paged<WaitingQuestion>>> Questions(Id<Course> id, MarkingDesk desk, CancellationToken cancel) =>
        TypedResults.Ok(new Paged<WaitingQuestion>([.. (await desk.Questions(id, cancel)).OrderBy(q => q.ActivityId.Value).ThenBy(q => q.QuestionId.Value)], null));

    /// <summary>The answers that wait for a person, in the order in which they were handed in; with "given" those that are marked, the last first. A constant number of statements.</summary>
    internal static async Task<Ok<Paged<AnswerToMark>>> Answers(
        Id<Course> id, Id<Activity>? activityId, Id<Question>? questionId, bool? given, string? after, int? size, LecternDb db, AttemptDesk desk, MarkingDesk marking, QuestionKinds kinds, Texts texts, CancellationToken cancel)
    {
        var limit = Cursor.Size(size);
        var answers = given == true ? marking.Answers(id).Where(a => a.GivenAt != null) : marking.Waiting(id);
        if (activityId is { } activity) answers = answers.Where(a => a.ActivityId == activity);
        if (questionId is { } question) answers = answers.Where(a => a.QuestionId == question);
        answers = given == true ? answers.Page(a => a.GivenAt!.Value, a => a.Id, descending: true, after) : answers.Page(a => a.SubmittedAt, a => a.Id, descending: false, after);
        var (attempts, people, rules) = (db.Attempts, db.Set<Person>(), db.Set<ReleaseRule>());
        var found = await answers.AsNoTracking().Take(limit + 1).Select(a => new Found(a, attempts.Single(t => t.Id == a.AttemptId),
            rules.Any(r => r.ActivityId == a.ActivityId && r.HidesNames) ? null : people.Where(p => p.Id == attempts.Single(t => t.Id == a.AttemptId).LearnerId).Select(p => p.Name).FirstOrDefault())).ToListAsync(cancel);
        var page = Paged<Found>.Of(found, limit, f => Keyset.KeyOf(given == true ? f.Awaited.GivenAt!.Value : f.Awaited.SubmittedAt, f.Awaited.Id));
        var (contentIds, attemptIds) = (page.Items.Select(f => f.Attempt.ContentId).Distinct().ToList(), page.Items.Select(f => f.Attempt.Id).Distinct().ToList());
        var contents = await db.QuizContents.AsNoTracking().Where(c => contentIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
        var steps = (await desk.LatestSteps(attemptIds, cancel)).ToLookup(s => s.AttemptId);
        return TypedResults.Ok(new Paged<AnswerToMark>([.. page.Items.Select(f => Shown(f, new AnswerSheet(new Paper(contents[f.Attempt.ContentId].Document, f.Attempt.Seed, kinds), steps[f.Attempt.Id]), kinds, texts)).OfType<AnswerToMark>()], page.Next));
    }

    /// <summary>Keeps a draft. Nobody but those who mark sees it.</summary>
    internal static async Task<IResult> Draft(Id<Course> id, Id<AwaitedMark> answerId, SentMark sent, Me me, LecternDb db, MarkingDesk desk, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await desk.TakeUp(id, answerId, cancel) is not { } hand) return TypedResults.NotFound();
        if ((MarkAnswer.Keep(hand, sent.Written, me, clock) ?? await MarkAnswer.Saved(db, cancel)) is { } refusal) return refusal.ToProblem(texts);
        return TypedResults.Ok(new MarkAnswer.Told(hand.Awaited.Revision));
    }

    /// <summary>Another mark in place of one that is given.</summary>
    internal static async Task<IResult> PutRight(Id<Course> id, Id<AwaitedMark> answerId, SentMark sent, Me me, LecternDb db, MarkingDesk desk, Texts texts, CancellationToken cancel)
    {
        if (await desk.TakeUp(id, answerId, cancel) is not { } hand) return TypedResults.NotFound();
        var comment = MarkAnswer.CommentOf(sent.Written);
        if ((comment.Refusal ?? await desk.PutRight(hand, sent.Points, comment.Refusal is null ? comment.Value : "", sent.Revision, me.Id, cancel) ?? await MarkAnswer.Saved(db, cancel)) is { } refusal) return refusal.ToProblem(texts);
        return TypedResults.Ok(new MarkAnswer.Told(hand.Awaited.Revision));
    }

    /// <summary>Gives the drafts with points as marks: of a quiz, or of one of its questions.</summary>
    internal static async Task<Ok<GivenMarks>> Give(Id<Course> id, SentGiving sent, Me me, MarkingDesk desk, CancellationToken cancel) => TypedResults.Ok(new GivenMarks(await desk.Give(id, sent.ActivityId, sent.QuestionId, me.Id, cancel)));

    private static AnswerToMark? Shown(Found found, AnswerSheet sheet, QuestionKinds kinds, Texts texts)
    {
        if (sheet.Question(found.Awaited.QuestionId) is not { } question) return null;
        var (kind, step, awaited) = (kinds[question.Kind], sheet.Latest(question.Id), found.Awaited);
        return new AnswerToMark(awaited.Id, awaited.AttemptId, awaited.ActivityId, question.Id, question.Kind, question.Prompt, step?.Response is { } response ? kind.Describe(question.Data, response, texts) : [], kind.MarkScheme(question.Data), question.Points,
            found.Learner, awaited.SubmittedAt, awaited.GivenAt is null ? awaited.DraftPoints : step?.Fraction * question.Points, awaited.GivenAt is null ? awaited.DraftComment : step?.Comment ?? "", awaited.GivenAt, awaited.Revision);
    }

    private sealed record Found(AwaitedMark Awaited, Attempt Attempt, string? Learner);
}

/// <param name="Prompt">HTML, as the attempt met it.</param>
/// <param name="Answer">In words, one line each.</param>
/// <param name="Scheme">HTML; "" for none.</param>
/// <param name="Learner">Null where names are hidden from those who mark.</param>
/// <param name="Points">Of the draft, or of the mark that is given; null for none.</param>
/// <param name="Comment">HTML, the same.</param>
/// <param name="Revision">To be sent back, so that two who mark don't overwrite each other unseen.</param>
internal sealed record AnswerToMark(Id<AwaitedMark> Id, Id<Attempt> AttemptId, Id<Activity> ActivityId, Id<Question> QuestionId, string Kind, string Prompt, IReadOnlyList<string> Answer, string Scheme, decimal MaximumPoints, string? Learner, DateTimeOffset SubmittedAt,
    decimal? Points, string Comment, DateTimeOffset? GivenAt, int Revision);

/// <param name="Points">0 to the question's points; null for not yet.</param>
/// <param name="Comment">HTML; what is not harmless is left out.</param>
/// <param name="Revision">Of the answer as it was read.</param>
internal sealed record SentMark(decimal? Points, string? Comment, int Revision)
{
    internal MarkAnswer.Written Written => new(Points, "", Comment ?? "", Revision, "");
}

internal sealed record SentGiving(Id<Activity> ActivityId, Id<Question>? QuestionId);

/// <param name="Given">How many.</param>
internal sealed record GivenMarks(int Given);
