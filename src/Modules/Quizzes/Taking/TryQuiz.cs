using Lectern.Courses;
using Lectern.People;
using Lectern.Progress;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Taking;

/// <summary>An editor tries the draft: answers it, sees how it is marked, and nothing is kept.</summary>
internal static class TryQuiz
{
    private const int Seed = 1;

    internal static Task<IResult> Show(Id<Activity> activityId, Me me, Classroom classroom, AttemptDesk desk, QuestionKinds kinds, CancellationToken cancel) =>
        Answer(activityId, null, me, classroom, desk, kinds, cancel);

    internal static async Task<IResult> Mark(Id<Activity> activityId, Me me, HttpRequest request, Classroom classroom, AttemptDesk desk, QuestionKinds kinds, CancellationToken cancel) =>
        await Answer(activityId, await request.ReadFormAsync(cancel), me, classroom, desk, kinds, cancel);

    private static async Task<IResult> Answer(Id<Activity> activityId, IFormCollection? form, Me me, Classroom classroom, AttemptDesk desk, QuestionKinds kinds, CancellationToken cancel)
    {
        if (await classroom.Enter(activityId, me.Visitor, preview: true, cancel) is not { } seat || seat.Activity.Kind != QuizActivity.Kind) return TypedResults.NotFound();
        if (await desk.Draft(activityId, cancel) is not { } quiz) return TypedResults.NotFound();
        var paper = new Paper(quiz, Seed, kinds);
        var answers = form is null ? [] : AnswerForm.Said(form, paper, kinds).ToDictionary(a => a.QuestionId, a => a.Response);
        return Page.Of<TryQuizPage>(seat.Activity.Title, new TryQuizPage.About(seat, paper, new QuizPages(paper), kinds, answers, IsMarked: form is not null, Seed), new PageOptions(Frame.Own));
    }
}
