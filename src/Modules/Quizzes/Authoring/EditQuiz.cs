using System.Globalization;
using Lectern.Courses;
using Lectern.People;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Web.Api;

namespace Lectern.Quizzes.Authoring;

/// <summary>An author sees the draft of a quiz and sets its rules.</summary>
internal static class EditQuiz
{
    internal static async Task<IResult> Show(Id<Activity> activityId, Id<SlotDraft>? removed, Me me, EditorDesk desk, QuestionKinds kinds, CancellationToken cancel) =>
        await desk.TakeUp(activityId, me.Visitor, cancel) is { } hand ? View(hand, kinds, removed: removed is { } id ? hand.Find(id) : null) : TypedResults.NotFound();

    /// <summary>Saves the rules; the script that saves in the background gets JSON, the button a redirect.</summary>
    internal static async Task<IResult> ChangeSettings(Id<Activity> activityId, Me me, HttpRequest request, LecternDb db, EditorDesk desk, QuestionKinds kinds, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        var inBackground = request.Headers.ContainsKey("X-Autosave");
        return await db.Retried<IResult>(async () =>
        {
            if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand) return TypedResults.NotFound();
            var settings = Read(form);
            if ((settings.Refusal ?? hand.Quiz.Change(settings.Value)) is { } refusal)
                return inBackground ? refusal.ToProblem(texts) : View(hand, kinds, form, refusal, status: StatusCodes.Status422UnprocessableEntity);
            await desk.Save(hand, cancel);
            return inBackground ? TypedResults.Ok() : Page.SeeOther(QuizActivity.Editor(activityId), texts["Settings saved"]);
        });
    }

    internal static IResult View(QuizInHand hand, QuestionKinds kinds, IFormCollection? form = null, Refusal? refusal = null, SlotDraft? removed = null, int status = StatusCodes.Status200OK) =>
        Page.Of<EditQuizPage>(hand.Activity.Title, new EditQuizPage.About(hand, kinds, form, refusal, removed is { RemovedAt: not null } ? removed : null),
            new PageOptions(Crumbs: [new(hand.Course.Title, hand.Builder), new(hand.Activity.Title)]), status);

    private static Outcome<QuizSettings> Read(IFormCollection form)
    {
        if (!Number(form["PassingPercent"], out var passing)) return new Refusal("pass-mark-out-of-range", "Enter a pass mark from 0 to 100 percent.", nameof(QuizSettings.PassingPercent));
        if (!Number(form["AttemptsAllowed"], out var attempts)) return new Refusal("attempts-out-of-range", "Enter a number of attempts from 1 to 100, or leave it empty for any number.", nameof(QuizSettings.AttemptsAllowed));
        if (!Number(form["TimeLimitMinutes"], out var minutes)) return new Refusal("time-limit-out-of-range", "Enter a number of minutes from 1 to 1,440, or leave it empty for no limit.", nameof(QuizSettings.TimeLimitMinutes));
        if (!Enum.TryParse<Review>(form["Review"], out var review)) return new Refusal("review-unknown", "Choose what learners see afterwards.", nameof(QuizSettings.Review));
        return new QuizSettings
        {
            PassingPercent = passing ?? 0,
            AttemptsAllowed = attempts,
            TimeLimitMinutes = minutes,
            ShuffleQuestions = form["ShuffleQuestions"].Contains("true"),
            ShuffleChoices = form["ShuffleChoices"].Contains("true"),
            InPages = form["InPages"].Contains("true"),
            Review = review,
        };
    }

    private static bool Number(string? text, out int? number)
    {
        number = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (!int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read)) return false;
        number = read;
        return true;
    }
}
