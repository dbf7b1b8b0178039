using Lectern.Courses;
using Lectern.People;
using Lectern.Progress;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Taking;

/// <summary>What to expect of a quiz, what was reached so far, and the way in.</summary>
internal static class ShowQuiz
{
    internal static Task<IResult> Handle(Id<Activity> activityId, string? preview, Me me, Classroom classroom, AttemptDesk desk, StartDesk start, QuestionKinds kinds, CancellationToken cancel) =>
        View(activityId, preview == "1", null, me, classroom, desk, start, kinds, cancel);

    /// <summary>The page; with what was refused at the start.</summary>
    internal static async Task<IResult> View(Id<Activity> activityId, bool preview, Refusal? refusal, Me me, Classroom classroom, AttemptDesk desk, StartDesk start, QuestionKinds kinds, CancellationToken cancel)
    {
        if (await classroom.Enter(activityId, me.Visitor, preview, cancel, reads: true) is not { } seat || seat.Activity.Kind != QuizActivity.Kind) return await classroom.NoSeat(activityId, me.Visitor, cancel);
        var quiz = seat.IsPreview ? await desk.Draft(activityId, cancel) : (await desk.Content(seat.Activity.ContentId, cancel))?.Document;
        if (quiz is null) return TypedResults.NotFound();
        var attempts = await desk.AttemptsOf(seat, cancel);
        var rules = attempts.RulesOf(quiz.Settings);
        var about = new ShowQuizPage.About(seat, quiz, new Paper(quiz, 0, kinds).MaximumPoints, rules, attempts, classroom.NextAddress(seat), me.Visitor, start.Now) { Telling = await desk.Telling(seat, quiz, attempts, cancel), Barred = seat.IsPreview ? null : start.Bars(rules), Refusal = refusal };
        return Page.Of<ShowQuizPage>(seat.Activity.Title, about, new PageOptions(Frame.Own), refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
