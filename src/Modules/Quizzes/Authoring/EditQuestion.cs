using Lectern.Courses;
using Lectern.People;
using Lectern.Quizzes.Banks;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Web.Api;

namespace Lectern.Quizzes.Authoring;

/// <summary>
/// An author writes one question, coming from a quiz or from its bank. The draft is saved while they write; the button says that
/// it is done, and so checks it.
/// </summary>
internal static class EditQuestion
{
    internal static string Address(Id<Activity> activityId, Id<Question> questionId) => $"/quizzes/{activityId}/questions/{questionId}";

    /// <summary>A question that another bank shares is edited there, by those who may.</summary>
    internal static async Task<IResult> Show(Id<Activity> activityId, Id<Question> questionId, Me me, QuestionDesk desk, QuestionKinds kinds, Texts texts, CancellationToken cancel) =>
        await desk.TakeUp(activityId, questionId, me.Visitor, cancel) is not { } hand ? TypedResults.NotFound()
        : hand.IsElsewhere ? Page.SeeOther($"/question-banks/{hand.Question.BankId}/questions/{questionId}/history")
        : await View(hand, kinds, texts, WrittenQuestion.Of(hand.Question), [], StatusCodes.Status200OK);

    internal static async Task<IResult> ShowInBank(Id<QuestionBank> bankId, Id<Question> questionId, Me me, QuestionDesk desk, QuestionKinds kinds, Texts texts, CancellationToken cancel) =>
        await desk.TakeUp(bankId, questionId, me.Visitor, cancel) is { } hand ? await View(hand, kinds, texts, WrittenQuestion.Of(hand.Question), [], StatusCodes.Status200OK) : TypedResults.NotFound();

    internal static Task<IResult> Autosave(Id<Activity> activityId, Id<Question> questionId, Me me, HttpRequest request, LecternDb db, QuestionDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel) =>
        Autosave(() => desk.TakeUp(activityId, questionId, me.Visitor, cancel), me, request, db, desk, kinds, clock, texts, cancel);

    internal static Task<IResult> AutosaveInBank(Id<QuestionBank> bankId, Id<Question> questionId, Me me, HttpRequest request, LecternDb db, QuestionDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel) =>
        Autosave(() => desk.TakeUp(bankId, questionId, me.Visitor, cancel), me, request, db, desk, kinds, clock, texts, cancel);

    internal static Task<IResult> Handle(Id<Activity> activityId, Id<Question> questionId, Me me, HttpRequest request, LecternDb db, QuestionDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel) =>
        Handle(() => desk.TakeUp(activityId, questionId, me.Visitor, cancel), me, request, db, desk, kinds, clock, texts, cancel);

    internal static Task<IResult> HandleInBank(Id<QuestionBank> bankId, Id<Question> questionId, Me me, HttpRequest request, LecternDb db, QuestionDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel) =>
        Handle(() => desk.TakeUp(bankId, questionId, me.Visitor, cancel), me, request, db, desk, kinds, clock, texts, cancel);

    /// <summary>For the script that saves in the background: keeps what is harmless, finished or not.</summary>
    private static async Task<IResult> Autosave(Func<Task<QuestionInHand?>> takeUp, Me me, HttpRequest request, LecternDb db, QuestionDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        return await db.Retried<IResult>(async () =>
        {
            if (await takeUp() is not { IsElsewhere: false, IsShared: false } hand) return TypedResults.NotFound();
            if (Keep(hand, form, kinds, me, clock) is { } refusal) return refusal.ToProblem(texts);
            await desk.Save(hand, cancel);
            return TypedResults.Ok();
        });
    }

    /// <summary>The form's buttons: "do" is "save", "more" (another row to write into; after a #, where in the page) or "next" (save and add another of the kind).</summary>
    private static async Task<IResult> Handle(Func<Task<QuestionInHand?>> takeUp, Me me, HttpRequest request, LecternDb db, QuestionDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        var wanted = form["do"].ToString();
        return await db.Retried<IResult>(async () =>
        {
            if (await takeUp() is not { IsElsewhere: false } hand) return TypedResults.NotFound();
            var kind = kinds[hand.Question.Kind];
            if (Keep(hand, form, kinds, me, clock) is { } refusal) return await View(hand, kinds, texts, WrittenQuestion.Of(form, kind), [refusal], StatusCodes.Status422UnprocessableEntity);
            if (wanted.Split('#') is ["more", var place])
            {
                await desk.Save(hand, cancel);
                return Page.SeeOther($"{hand.Address}#{Uri.EscapeDataString(place)}");
            }

            // What is unfinished is said here and not saved by this button: the page with the mistake is the answer to it.
            if (WrittenContent.Missing(hand.Question, kinds) is { Count: > 0 } missing) return await View(hand, kinds, texts, WrittenQuestion.Of(form, kind), missing, StatusCodes.Status422UnprocessableEntity);
            var next = wanted == "next" ? await desk.Another(hand, kind, cancel) : null;
            await desk.Save(hand, cancel);
            return Page.SeeOther(next ?? hand.Back, texts["Question saved"]);
        });
    }

    private static Refusal? Keep(QuestionInHand hand, IFormCollection form, QuestionKinds kinds, Me me, TimeProvider clock)
    {
        var revision = hand.Question.Revision;
        var refusal = hand.Question.Keep(form, kinds, hand.Tree, me.Id, clock.GetUtcNow());
        if (hand.Question.Revision != revision) hand.Quiz?.Quiz.Touch();
        return refusal;
    }

    private static async Task<PageResult> View(QuestionInHand hand, QuestionKinds kinds, Texts texts, WrittenQuestion written, IReadOnlyList<Refusal> refusals, int status)
    {
        var kind = kinds[hand.Question.Kind];
        return Page.Of<EditQuestionPage>(hand.Quiz?.Activity.Title ?? "Questions", new EditQuestionPage.About(hand, kind, await kind.Caution(written.Data, texts), written, refusals), new PageOptions(Crumbs: [.. hand.Crumbs, new(kind.Label)]), status);
    }
}
