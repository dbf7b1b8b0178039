using Lectern.Courses;
using Lectern.People;

namespace Lectern.Quizzes.Authoring;

/// <summary>Adds, names, orders and removes the sections of a draft.</summary>
internal static class ArrangeSections
{
    internal static Task<IResult> Add(Id<Activity> activityId, [FromForm] string? title, [FromForm] string? shuffled, Me me, LecternDb db, EditorDesk desk, Texts texts, CancellationToken cancel) =>
        Change(activityId, null, me, db, desk, (hand, _) => hand.Quiz.AddSection(title, shuffled == "true").Refusal, texts, cancel);

    internal static Task<IResult> Save(Id<Activity> activityId, Id<SectionDraft> sectionId, [FromForm] string? title, [FromForm] string? shuffled, Me me, LecternDb db, EditorDesk desk, Texts texts, CancellationToken cancel) =>
        Change(activityId, sectionId, me, db, desk, (hand, section) => hand.Quiz.Change(section!, title, shuffled == "true"), texts, cancel);

    /// <summary>One place up (-1) or down (1).</summary>
    internal static Task<IResult> Move(Id<Activity> activityId, Id<SectionDraft> sectionId, [FromForm] string? by, Me me, LecternDb db, EditorDesk desk, Texts texts, CancellationToken cancel) =>
        Change(activityId, sectionId, me, db, desk, (hand, section) =>
        {
            hand.Quiz.Move(section!, hand.Quiz.SectionsInOrder.ToList().IndexOf(section!) + (by == "-1" ? -1 : 1));
            return null;
        }, texts, cancel);

    internal static Task<IResult> Remove(Id<Activity> activityId, Id<SectionDraft> sectionId, Me me, LecternDb db, EditorDesk desk, Texts texts, CancellationToken cancel) =>
        Change(activityId, sectionId, me, db, desk, (hand, section) => hand.Quiz.Remove(section!), texts, cancel);

    private static async Task<IResult> Change(Id<Activity> activityId, Id<SectionDraft>? sectionId, Me me, LecternDb db, EditorDesk desk, Func<QuizInHand, SectionDraft?, Refusal?> change, Texts texts, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand) return TypedResults.NotFound();
        var section = sectionId is { } id ? hand.Section(id.ToString()) : null;
        if (sectionId is not null && section is null) return TypedResults.NotFound();
        if (change(hand, section) is { } refusal) return Page.SeeOther(QuizActivity.Editor(activityId), refusal, texts);
        await desk.Save(hand, cancel);
        return Page.SeeOther(QuizActivity.Editor(activityId));
    });
}
