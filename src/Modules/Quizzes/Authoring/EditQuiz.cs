using Lectern.Courses;
using Lectern.People;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Web.Api;

namespace Lectern.Quizzes.Authoring;

/// <summary>An author sees the draft of a quiz and sets its rules.</summary>
internal static class EditQuiz
{
    internal static async Task<IResult> Show(Id<Activity> activityId, Id<SlotDraft>? removed, Me me, EditorDesk desk, DrawDesk draws, QuestionKinds kinds, Texts texts, CancellationToken cancel) =>
        await desk.TakeUp(activityId, me.Visitor, cancel) is { } hand ? View(hand, kinds, await draws.InWords(hand, texts, cancel), removed: removed is { } id ? hand.Find(id) : null) : TypedResults.NotFound();

    /// <summary>Saves the rules; the script that saves in the background gets JSON, the button a redirect.</summary>
    internal static async Task<IResult> ChangeSettings(Id<Activity> activityId, Me me, PostedForm form, HttpRequest request, LecternDb db, EditorDesk desk, DrawDesk draws, QuestionKinds kinds, Texts texts, CancellationToken cancel)
    {
        var inBackground = request.Headers.ContainsKey("X-Autosave");
        return await db.Retried<IResult>(async () =>
        {
            if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand) return TypedResults.NotFound();
            var settings = QuizSettingsForm.Read(form, me.Visitor);
            if ((settings.Refusal ?? hand.Quiz.Change(settings.Value)) is { } refusal)
                return inBackground ? refusal.ToProblem(texts) : View(hand, kinds, await draws.InWords(hand, texts, cancel), form, refusal, status: StatusCodes.Status422UnprocessableEntity);
            await desk.Save(hand, cancel);
            return inBackground ? TypedResults.Ok() : Page.SeeOther(QuizActivity.Editor(activityId), texts["Settings saved"]);
        });
    }

    internal static IResult View(QuizInHand hand, QuestionKinds kinds, IReadOnlyDictionary<Id<SlotDraft>, (int Found, string From)> draws, PostedForm? form = null, Refusal? refusal = null, SlotDraft? removed = null, int status = StatusCodes.Status200OK) =>
        Page.Of<EditQuizPage>(hand.Activity.Title, new EditQuizPage.About(hand, kinds, draws, form, refusal, removed is { RemovedAt: not null } ? removed : null),
            new PageOptions(Crumbs: [new(hand.Course.Title, hand.Builder), new(hand.Activity.Title)]), status);
}
