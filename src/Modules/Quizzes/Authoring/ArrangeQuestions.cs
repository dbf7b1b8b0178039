using System.Globalization;
using Lectern.Courses;
using Lectern.People;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Authoring;

/// <summary>Adds, orders and removes the questions of a draft.</summary>
internal static class ArrangeQuestions
{
    internal static async Task<IResult> Add(Id<Activity> activityId, Me me, HttpRequest request, LecternDb db, EditorDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        return await db.Retried<IResult>(async () =>
        {
            if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand || kinds.Find(form["kind"]) is not { } kind) return TypedResults.NotFound();
            var question = (await db.BankOf(hand.Course.Id, cancel)).Add(kind.Name, kind.Blank, clock.GetUtcNow());
            if (hand.Quiz.Add(question, hand.Section(form["section"])).Refusal is { } refusal) return Page.SeeOther(QuizActivity.Editor(activityId), refusal, texts);
            await desk.Save(hand, cancel);
            return Page.SeeOther(EditQuestion.Address(activityId, question.Id));
        });
    }

    /// <summary>Dropped by pointer or keyboard at a place of a list, counted from 0: a question in a section ("list"), or a section among the others.</summary>
    internal static async Task<IResult> Drop(Id<Activity> activityId, Me me, HttpRequest request, LecternDb db, EditorDesk desk, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        if (!int.TryParse(form["position"], CultureInfo.InvariantCulture, out var position)) return TypedResults.NotFound();
        return await db.Retried<IResult>(async () =>
        {
            if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand) return TypedResults.NotFound();
            if (hand.Section(form["item"]) is { } section) hand.Quiz.Move(section, position);
            else if (Id<SlotDraft>.TryParse(form["item"], null, out var item) && hand.Find(item) is { RemovedAt: null } slot) hand.Quiz.Move(slot, position, hand.Section(form["list"]));
            else return TypedResults.NotFound();
            await desk.Save(hand, cancel);
            return Page.SeeOther(QuizActivity.Editor(activityId));
        });
    }

    /// <summary>One place up (-1) or down (1); past the ends of its section into the neighbouring one.</summary>
    internal static async Task<IResult> Move(Id<Activity> activityId, Id<SlotDraft> slotId, Me me, HttpRequest request, LecternDb db, EditorDesk desk, CancellationToken cancel)
    {
        var by = (await request.ReadFormAsync(cancel))["by"] == "-1" ? -1 : 1;
        return await Change(activityId, slotId, me, db, desk, (hand, slot) => hand.Quiz.Step(slot, by), null, cancel);
    }

    internal static Task<IResult> Remove(Id<Activity> activityId, Id<SlotDraft> slotId, Me me, LecternDb db, EditorDesk desk, QuestionKinds kinds, TimeProvider clock, CancellationToken cancel) =>
        Change(activityId, slotId, me, db, desk, (hand, slot) =>
        {
            var now = clock.GetUtcNow();
            hand.Quiz.Remove(slot, now);
            // What was never finished is of no use in the bank either.
            if (slot.Question is { SealedVersion: 0, ArchivedAt: null } question && hand.Owns(question) && Readiness.Missing(question.ToDocument(), kinds) is not null) question.Archive(now);
        }, $"?removed={slotId}", cancel);

    internal static async Task<IResult> BringBack(Id<Activity> activityId, Id<SlotDraft> slotId, Me me, LecternDb db, EditorDesk desk, Texts texts, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand || hand.Find(slotId) is not { } slot) return TypedResults.NotFound();
        if (slot.Question is { } question && hand.Owns(question) && question.ArchivedAt is { } away && away == slot.RemovedAt) question.Archive(null);
        var refusal = hand.Quiz.BringBack(slot);
        await desk.Save(hand, cancel);
        return refusal is null ? Page.SeeOther(QuizActivity.Editor(activityId), texts["The question is back"]) : Page.SeeOther(QuizActivity.Editor(activityId), refusal, texts);
    });

    private static async Task<IResult> Change(Id<Activity> activityId, Id<SlotDraft> slotId, Me me, LecternDb db, EditorDesk desk, Action<QuizInHand, SlotDraft> change, string? query, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand || hand.Find(slotId) is not { RemovedAt: null } slot) return TypedResults.NotFound();
        change(hand, slot);
        await desk.Save(hand, cancel);
        return Page.SeeOther(QuizActivity.Editor(activityId) + query);
    });
}
