using System.Globalization;
using Lectern.Courses;
using Lectern.People;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Authoring;

/// <summary>Adds, orders and removes the questions of a draft.</summary>
internal static class ArrangeQuestions
{
    internal static async Task<IResult> Add(Id<Activity> activityId, Me me, HttpRequest request, LecternDb db, EditorDesk desk, QuestionKinds kinds, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        return await db.Retried<IResult>(async () =>
        {
            if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand || kinds.Find(form["kind"]) is not { } kind) return TypedResults.NotFound();
            var added = hand.Quiz.Add(kind.Name, kind.Blank);
            if (added.Refusal is { } refusal) return Page.SeeOther(QuizActivity.Editor(activityId), texts[refusal.Sentence, refusal.Arguments]);
            await desk.Save(hand, cancel);
            return Page.SeeOther(EditQuestion.Address(activityId, added.Value.Id));
        });
    }

    /// <summary>Dropped by pointer or keyboard at a place of the list, counted from 0.</summary>
    internal static async Task<IResult> Drop(Id<Activity> activityId, Me me, HttpRequest request, LecternDb db, EditorDesk desk, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        if (!Id<Question>.TryParse(form["item"], null, out var item) || !int.TryParse(form["position"], CultureInfo.InvariantCulture, out var position)) return TypedResults.NotFound();
        return await Change(activityId, item, me, db, desk, (hand, question) => hand.Quiz.Move(question, position), null, cancel);
    }

    /// <summary>One place up (-1) or down (1).</summary>
    internal static async Task<IResult> Move(Id<Activity> activityId, Id<Question> questionId, Me me, HttpRequest request, LecternDb db, EditorDesk desk, CancellationToken cancel)
    {
        var by = (await request.ReadFormAsync(cancel))["by"] == "-1" ? -1 : 1;
        return await Change(activityId, questionId, me, db, desk, (hand, question) => hand.Quiz.Move(question, hand.Quiz.InOrder.ToList().IndexOf(question) + by), null, cancel);
    }

    internal static Task<IResult> Remove(Id<Activity> activityId, Id<Question> questionId, Me me, LecternDb db, EditorDesk desk, TimeProvider clock, CancellationToken cancel) =>
        Change(activityId, questionId, me, db, desk, (hand, question) => hand.Quiz.Remove(question, clock.GetUtcNow()), $"?removed={questionId}", cancel);

    internal static async Task<IResult> BringBack(Id<Activity> activityId, Id<Question> questionId, Me me, LecternDb db, EditorDesk desk, Texts texts, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand || hand.Find(questionId) is not { } question) return TypedResults.NotFound();
        var refusal = hand.Quiz.BringBack(question);
        await desk.Save(hand, cancel);
        return Page.SeeOther(QuizActivity.Editor(activityId), refusal is null ? texts["The question is back"] : texts[refusal.Sentence, refusal.Arguments]);
    });

    private static async Task<IResult> Change(Id<Activity> activityId, Id<Question> questionId, Me me, LecternDb db, EditorDesk desk, Action<QuizInHand, Question> change, string? query, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand || hand.Find(questionId) is not { RemovedAt: null } question) return TypedResults.NotFound();
        change(hand, question);
        await desk.Save(hand, cancel);
        return Page.SeeOther(QuizActivity.Editor(activityId) + query);
    });
}
