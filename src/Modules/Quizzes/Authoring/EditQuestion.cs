using Lectern.Courses;
using Lectern.People;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Web.Api;

namespace Lectern.Quizzes.Authoring;

/// <summary>An author writes one question. The draft is saved while they write; the button says that it is done, and so checks it.</summary>
internal static class EditQuestion
{
    internal static string Address(Id<Activity> activityId, Id<Question> questionId) => $"/quizzes/{activityId}/questions/{questionId}";

    internal static async Task<IResult> Show(Id<Activity> activityId, Id<Question> questionId, Me me, EditorDesk desk, QuestionKinds kinds, CancellationToken cancel)
    {
        if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand || hand.Find(questionId) is not { } question || question.BankId != QuestionBank.Of(hand.Course.Id)) return TypedResults.NotFound();
        return View(hand, question, kinds, WrittenQuestion.Of(question), [], StatusCodes.Status200OK);
    }

    /// <summary>For the script that saves in the background: keeps what is harmless, finished or not.</summary>
    internal static async Task<IResult> Autosave(Id<Activity> activityId, Id<Question> questionId, Me me, HttpRequest request, LecternDb db, EditorDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        return await db.Retried<IResult>(async () =>
        {
            if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand || hand.Find(questionId) is not { } question || question.BankId != QuestionBank.Of(hand.Course.Id)) return TypedResults.NotFound();
            if (Keep(hand, question, form, kinds, me, clock) is { } refusal) return refusal.ToProblem(texts);
            await desk.Save(hand, cancel);
            return TypedResults.Ok();
        });
    }

    /// <summary>The form's buttons: "do" is "save", "more" (another row to write into; after a #, where in the page) or "next" (save and add another of the kind).</summary>
    internal static async Task<IResult> Handle(Id<Activity> activityId, Id<Question> questionId, Me me, HttpRequest request, LecternDb db, EditorDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        var wanted = form["do"].ToString();
        return await db.Retried<IResult>(async () =>
        {
            if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand || hand.Find(questionId) is not { } question || question.BankId != QuestionBank.Of(hand.Course.Id)) return TypedResults.NotFound();
            var kind = kinds[question.Kind];
            if (Keep(hand, question, form, kinds, me, clock) is { } refusal) return View(hand, question, kinds, WrittenQuestion.Of(form, kind), [refusal], StatusCodes.Status422UnprocessableEntity);
            if (wanted.Split('#') is ["more", var place])
            {
                await desk.Save(hand, cancel);
                return Page.SeeOther($"{Address(activityId, questionId)}#{Uri.EscapeDataString(place)}");
            }

            // What is unfinished is said here and not saved by this button: the page with the mistake is the answer to it.
            if (WrittenContent.Missing(question, kinds) is { Count: > 0 } missing) return View(hand, question, kinds, WrittenQuestion.Of(form, kind), missing, StatusCodes.Status422UnprocessableEntity);
            if (wanted == "next")
            {
                var next = (await db.BankOf(hand.Course.Id, cancel)).Add(kind.Name, kind.Blank, clock.GetUtcNow());
                if (hand.Quiz.Add(next).Refusal is null)
                {
                    await desk.Save(hand, cancel);
                    return Page.SeeOther(Address(activityId, next.Id), texts["Question saved"]);
                }
            }

            await desk.Save(hand, cancel);
            return Page.SeeOther(QuizActivity.Editor(activityId), texts["Question saved"]);
        });
    }

    private static Refusal? Keep(QuizInHand hand, Question question, IFormCollection form, QuestionKinds kinds, Me me, TimeProvider clock)
    {
        var revision = question.Revision;
        var refusal = question.Keep(form, kinds, me.Id, clock.GetUtcNow());
        if (question.Revision != revision) hand.Quiz.Touch();
        return refusal;
    }

    private static RazorComponentResult View(QuizInHand hand, Question question, QuestionKinds kinds, WrittenQuestion written, IReadOnlyList<Refusal> refusals, int status)
    {
        var place = hand.Quiz.InOrder.ToList().FindIndex(s => s.QuestionId == question.Id) + 1;
        return Page.Of<EditQuestionPage>(hand.Activity.Title, new EditQuestionPage.About(hand, question, place, kinds[question.Kind], written, refusals),
            new PageOptions(Crumbs: [new(hand.Course.Title, hand.Builder), new(hand.Activity.Title, QuizActivity.Editor(hand.Activity.Id)), new(kinds[question.Kind].Label)]), status);
    }
}
