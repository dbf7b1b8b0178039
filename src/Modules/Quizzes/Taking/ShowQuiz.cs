using Lectern.Courses;
using Lectern.People;
using Lectern.Progress;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Taking;

/// <summary>What to expect of a quiz, what was reached so far, and the way in.</summary>
internal static class ShowQuiz
{
    internal static async Task<IResult> Handle(Id<Activity> activityId, string? preview, Me me, Classroom classroom, AttemptDesk desk, QuestionKinds kinds, TimeProvider clock, CancellationToken cancel)
    {
        if (await classroom.Enter(activityId, me.Visitor, preview == "1", cancel, reads: true) is not { } seat || seat.Activity.Kind != QuizActivity.Kind) return await classroom.NoSeat(activityId, me.Visitor, cancel);
        var quiz = seat.IsPreview ? await desk.Draft(activityId, cancel) : (await desk.Content(seat.Activity.ContentId, cancel))?.Document;
        if (quiz is null) return TypedResults.NotFound();
        var attempts = await desk.AttemptsOf(seat, cancel);
        return Page.Of<ShowQuizPage>(seat.Activity.Title, new ShowQuizPage.About(seat, quiz, new Paper(quiz, 0, kinds).MaximumPoints, attempts, classroom.NextAddress(seat), me.Visitor, clock.GetUtcNow()), new PageOptions(Frame.Own));
    }
}
