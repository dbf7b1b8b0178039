using System.Globalization;
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
        if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand || hand.Find(questionId) is not { RemovedAt: null } question) return TypedResults.NotFound();
        return View(hand, question, kinds, WrittenQuestion.Of(question), [], StatusCodes.Status200OK);
    }

    /// <summary>For the script that saves in the background: keeps what is harmless, finished or not.</summary>
    internal static async Task<IResult> Autosave(Id<Activity> activityId, Id<Question> questionId, Me me, HttpRequest request, LecternDb db, EditorDesk desk, QuestionKinds kinds, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        return await db.Retried<IResult>(async () =>
        {
            if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand || hand.Find(questionId) is not { RemovedAt: null } question) return TypedResults.NotFound();
            if (Keep(hand, question, form, kinds) is { } refusal) return refusal.ToProblem(texts);
            await desk.Save(hand, cancel);
            return TypedResults.Ok();
        });
    }

    /// <summary>The form's buttons: "do" is "save", "more" (another row to write into; after a #, where in the page) or "next" (save and add another of the kind).</summary>
    internal static async Task<IResult> Handle(Id<Activity> activityId, Id<Question> questionId, Me me, HttpRequest request, LecternDb db, EditorDesk desk, QuestionKinds kinds, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        var wanted = form["do"].ToString();
        return await db.Retried<IResult>(async () =>
        {
            if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand || hand.Find(questionId) is not { RemovedAt: null } question) return TypedResults.NotFound();
            var kind = kinds[question.Kind];
            if (Keep(hand, question, form, kinds) is { } refusal) return View(hand, question, kinds, WrittenQuestion.Of(form, kind), [refusal], StatusCodes.Status422UnprocessableEntity);
            if (wanted.Split('#') is ["more", var place])
            {
                await desk.Save(hand, cancel);
                return Page.SeeOther($"{Address(activityId, questionId)}#{Uri.EscapeDataString(place)}");
            }

            // What is unfinished is said here and not saved by this button: the page with the mistake is the answer to it.
            if (Missing(question, kinds) is { Count: > 0 } missing) return View(hand, question, kinds, WrittenQuestion.Of(form, kind), missing, StatusCodes.Status422UnprocessableEntity);
            if (wanted == "next" && hand.Quiz.Add(kind.Name, kind.Blank) is { Refusal: null } added)
            {
                await desk.Save(hand, cancel);
                return Page.SeeOther(Address(activityId, added.Value.Id), texts["Question saved"]);
            }

            await desk.Save(hand, cancel);
            return Page.SeeOther(QuizActivity.Editor(activityId), texts["Question saved"]);
        });
    }

    private static Refusal? Keep(QuizInHand hand, Question question, IFormCollection form, QuestionKinds kinds)
    {
        var prompt = WrittenText.Read(form["Prompt"]);
        if (prompt.Refusal is { } long1) return long1 with { Field = nameof(Question.Prompt) };
        var feedback = WrittenText.Read(form["Feedback"]);
        if (feedback.Refusal is { } long2) return long2 with { Field = nameof(Question.Feedback) };
        // Number fields send a point in every language; an Arabic or French keyboard may write a comma.
        if (!decimal.TryParse(form["Points"].ToString().Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var points))
            return new("points-out-of-range", "Enter points from 0.01 to 1,000, with at most two decimals.", nameof(Question.Points));
        var data = kinds[question.Kind].ReadData(form);
        if (data.Refusal is { } refusal) return refusal;
        var revision = question.Revision;
        var written = question.Write(prompt.Value, points, data.Value, feedback.Value, int.TryParse(form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var opened) ? opened : null, form["window"].ToString());
        if (written is null && question.Revision != revision) hand.Quiz.Touch();
        return written;
    }

    private static List<Refusal> Missing(Question question, QuestionKinds kinds)
    {
        List<Refusal> missing = [];
        if (RichText.IsEmpty(question.Prompt)) missing.Add(new("prompt-missing", "Write the question.", nameof(Question.Prompt)));
        if (kinds[question.Kind].Missing(question.Data) is { } answer) missing.Add(answer);
        return missing;
    }

    private static RazorComponentResult View(QuizInHand hand, Question question, QuestionKinds kinds, WrittenQuestion written, IReadOnlyList<Refusal> refusals, int status)
    {
        var place = hand.Quiz.InOrder.ToList().FindIndex(q => q.Id == question.Id) + 1;
        return Page.Of<EditQuestionPage>(hand.Activity.Title, new EditQuestionPage.About(hand, question, place, kinds[question.Kind], written, refusals),
            new PageOptions(Crumbs: [new(hand.Course.Title, hand.Builder), new(hand.Activity.Title, QuizActivity.Editor(hand.Activity.Id)), new(kinds[question.Kind].Label)]), status);
    }
}
