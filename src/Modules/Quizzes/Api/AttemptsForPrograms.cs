using System.Text.Json;
using Lectern.Courses;
using Lectern.People;
using Lectern.Progress;
using Lectern.Quizzes.Behaviours;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.Taking;
using Lectern.Web.Api;

namespace Lectern.Quizzes.Api;

/// <summary>A program takes a quiz for its person. It never sees what would give an answer away.</summary>
internal static class AttemptsForPrograms
{
    internal static async Task<IResult> Start(Id<Activity> activityId, SentStart? sent, Me me, LecternDb db, AttemptDesk desk, StartDesk start, ExamRoom room, QuestionKinds kinds, Texts texts, CancellationToken cancel)
    {
        if (await db.Retried(() => start.Begin(activityId, me, sent?.Password, sent?.Honoured ?? false, cancel)) is not { } started) return TypedResults.NotFound();
        if (started.Refusal is { } refusal) return refusal.ToProblem(texts);
        var hand = (await desk.TakeUp(started.Value.Id, me.Id, cancel))!;
        if (room.Bars(hand) is { } barred) return barred.ToProblem(texts);   // it was begun before, and goes on somewhere else
        return TypedResults.Created($"/api/v1/attempts/{started.Value.Id}", Shown(hand, kinds));
    }

    internal static async Task<IResult> Read(Id<Attempt> id, Me me, LecternDb db, AttemptDesk desk, ExamRoom room, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(id, me.Id, cancel) is not { } hand) return TypedResults.NotFound();
        await desk.CloseIfOver(hand, cancel);
        if (hand.Attempt.IsFinished) return TypedResults.Ok(Shown(hand, kinds, hand.Attempt.IsHandedIn && (await Seen(hand, desk, clock, cancel)).Review.Attempt));   // the review decides, wherever it is read
        if (room.Bars(hand) is { } barred) return barred.ToProblem(texts);
        return TypedResults.Ok(Shown(hand, kinds));
    });

    internal static async Task<IResult> Save(Id<Attempt> id, SentAnswers sent, Me me, LecternDb db, AttemptDesk desk, QuestionKinds kinds, Texts texts, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(id, me.Id, cancel) is not { } hand) return TypedResults.NotFound();
        List<Answer> answers = [];
        if (sent.Answers?.Count > hand.Sheet.Paper.Questions.Count) return new Refusal("too-many-answers-sent", "Send one answer to each question at most.", "Answers").ToProblem(texts);
        foreach (var answer in sent.Answers ?? [])
        {
            // A program is told of its mistake; a form has none to make.
            if (answer is null || hand.Sheet.Question(answer.QuestionId) is not { } question) return new Refusal("question-unknown", "This attempt has no such question.", "QuestionId").ToProblem(texts);
            var response = kinds[question.Kind].ReadResponse(question.Data, answer.Response);
            if (response is null && answer.Response.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)) return new Refusal("response-unfit", "This is not an answer to that question.", "Response").ToProblem(texts);
            if (answer.Certainty is < 1 or > Certainty.Highest) return new Refusal("certainty-out-of-range", "How sure somebody is goes from 1 to {0}.", "Certainty", Certainty.Highest).ToProblem(texts);
            answers.Add(new Answer(question.Id, response, answer.Flagged, answer.Certainty));
        }

        if (await desk.Save(hand, answers, cancel) is { } refusal) return refusal.ToProblem(texts);
        await db.SaveChangesAsync(cancel);
        return TypedResults.Ok(Shown(hand, kinds));
    });

    /// <summary>Marks the answer that is saved to a question, where the quiz answers while it is taken. It may cost a try.</summary>
    internal static async Task<IResult> Check(Id<Attempt> id, Id<Question> questionId, Me me, LecternDb db, AttemptDesk desk, QuestionKinds kinds, Texts texts, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(id, me.Id, cancel) is not { } hand || !hand.Sheet.Has(questionId)) return TypedResults.NotFound();
        if (await desk.Check(hand, questionId, cancel) is { } refusal) return refusal.ToProblem(texts);
        await db.SaveChangesAsync(cancel);
        return TypedResults.Ok(Shown(hand, kinds));
    });

    /// <summary>To the next page, where the quiz goes forward only; there is no way back.</summary>
    internal static async Task<IResult> Next(Id<Attempt> id, Me me, LecternDb db, AttemptDesk desk, QuestionKinds kinds, Texts texts, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(id, me.Id, cancel) is not { } hand) return TypedResults.NotFound();
        if (await desk.Save(hand, [], cancel) is { } refusal) return refusal.ToProblem(texts);
        if (hand.Settings.Navigation == Navigation.Sequential) hand.Attempt.Reach(Math.Min(hand.Attempt.ReachedPage + 1, new QuizPages(hand.Sheet.Paper).Count));
        await db.SaveChangesAsync(cancel);
        return TypedResults.Ok(Shown(hand, kinds));
    });

    internal static async Task<IResult> Submit(Id<Attempt> id, Me me, LecternDb db, AttemptDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(id, me.Id, cancel) is not { } hand) return TypedResults.NotFound();
        if (hand.Rests is { } rests) return rests.ToProblem(texts);
        if (!hand.Attempt.IsFinished)
        {
            await desk.HandIn(hand, cancel);
            await db.SaveChangesAsync(cancel);
        }

        if (hand.Attempt.State == AttemptState.Abandoned) return Attempt.NotHandedIn.ToProblem(texts);
        return TypedResults.Ok(await Of(hand, desk, kinds, clock, texts, cancel));
    });

    internal static async Task<IResult> Result(Id<Attempt> id, Me me, AttemptDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await desk.TakeUp(id, me.Id, cancel) is not { } hand) return TypedResults.NotFound();
        if (!hand.Attempt.IsFinished) return new Refusal("attempt-open", "This attempt is not submitted yet.").ToProblem(texts);
        if (hand.Attempt.State == AttemptState.Abandoned) return Attempt.NotHandedIn.ToProblem(texts);
        return TypedResults.Ok(await Of(hand, desk, kinds, clock, texts, cancel));
    }

    /// <summary>What is handed in shows its questions, and what was answered, only where the learner may review them (<see cref="ReleaseGate"/>); how each was, the result tells.</summary>
    private static ShownAttempt Shown(AttemptInHand hand, QuestionKinds kinds, bool isReviewed = false)
    {
        var attempt = hand.Attempt;
        var pages = new QuizPages(hand.Sheet.Paper);
        int? only = hand.Settings.Navigation == Navigation.Sequential && !attempt.IsFinished ? attempt.ReachedPage : null;
        return new ShownAttempt(attempt.Id, attempt.ActivityId, attempt.Number, attempt.State, attempt.StartedAt, attempt.DueAt, attempt.GraceEndsAt, attempt.SavedAt, hand.Settings.Behaviour, only, pages.Count,
            attempt.IsFinished && !isReviewed ? [] : [.. pages.All.Where(q => only is null || q.Page == only).Select(q => new ShownQuestion(q.Question.Id, q.Number, q.Question.Kind, q.Question.Prompt, q.Question.Points,
                kinds[q.Question.Kind].ForLearners(q.Question.Data, AnswerForm.Field(q.Question.Id), hand.ChoiceSeed), Json(hand.Sheet.Response(q.Question.Id)), hand.Sheet.IsFlagged(q.Question.Id), hand.Sheet.Certainty(q.Question.Id), attempt.IsFinished ? null : Checked(hand, q.Question, kinds[q.Question.Kind])))]);
    }

    private static ShownCheck? Checked(AttemptInHand hand, QuizQuestion question, IQuestionKind kind)
    {
        if (hand.Sheet.StandingOf(question) is not { } standing || hand.Sheet.Tries(question.Id) is not [.., var last] tries) return null;
        var seen = ReleaseGate.OfChecked(hand.Settings, standing);
        return new ShownCheck(tries.Count, seen.Correctness ? QuestionStates.Of(Marking.Fraction(kind, question, last.Response)) : null, standing.IsClosed, standing.TriesLeft, [.. question.Hints.Take(standing.Hints)],
            seen.Remarks ? kind.Remarks(question.Data, last.Response!) : [], seen.Feedback ? question.Feedback : null);
    }

    private static async Task<SeenAttempt> Seen(AttemptInHand hand, AttemptDesk desk, TimeProvider clock, CancellationToken cancel)
    {
        var attempt = hand.Attempt;
        var attempts = await desk.AttemptsOf(attempt.EnrolmentId, attempt.ActivityId, cancel);
        return ReleaseGate.ForLearner(attempt, hand.Settings, attempts, await desk.PublishedSettings(attempt.CourseId, attempt.ActivityId, cancel) ?? hand.Settings, clock.GetUtcNow());
    }

    private static async Task<ShownResult> Of(AttemptInHand hand, AttemptDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var (attempt, seen) = (hand.Attempt, await Seen(hand, desk, clock, cancel));
        return new ShownResult(attempt.Id, seen.IsTold, seen.Points, seen.MaximumPoints, seen.Percent is { } percent ? decimal.Round(percent, 2) : null, hand.Settings.HasPassMark ? seen.IsPassed : null, attempt.SubmittedAt!.Value, attempt.IsClosedByTime,
            !seen.Review.Attempt ? null : [.. new QuizPages(hand.Sheet.Paper).All.Select(q => Mark(q.Question, hand.Sheet, kinds[q.Question.Kind], seen.Review, texts))]);
    }

    private static ShownMark Mark(QuizQuestion question, AnswerSheet sheet, IQuestionKind kind, ReviewOptions review, Texts texts)
    {
        var step = sheet.Latest(question.Id);
        return new ShownMark(question.Id, review.Marks ? step?.Fraction * question.Points : null, question.Points, step?.Response is { } response ? kind.Describe(question.Data, response, texts) : null,
            review.RightAnswer ? kind.DescribeRight(question.Data, texts) : null, review.Feedback ? question.Feedback : null, review.Feedback && step?.Comment is { Length: > 0 } comment ? comment : null);
    }

    private static JsonElement? Json(string? response) => response is null ? null : JsonSerializer.Deserialize<JsonElement>(response);
}
