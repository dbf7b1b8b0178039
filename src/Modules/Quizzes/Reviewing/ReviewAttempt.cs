using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress.Following;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.Taking;

namespace Lectern.Quizzes.Reviewing;

/// <summary>One attempt of one learner with every answer, for those who follow them.</summary>
internal static class ReviewAttempt
{
    internal static async Task<IResult> Handle(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<Attempt> attemptId, LecternDb db, AttemptDesk desk, QuestionKinds kinds, CancellationToken cancel)
    {
        if (await FollowedLearner.Find(db, id, enrolmentId, cancel) is not { } learner) return TypedResults.NotFound();
        if (await desk.TakeUp(attemptId, learner.LearnerId, cancel) is not { } hand || hand.Attempt.EnrolmentId != enrolmentId) return TypedResults.NotFound();
        if (learner.Activity(hand.Attempt.ActivityId, QuizActivity.Kind) is not { } quiz) return TypedResults.NotFound();
        var model = new ReviewAttemptPage.About(learner, quiz, hand.Attempt, hand.Sheet, new QuizPages(hand.Sheet.Paper), kinds);
        return Page.Of<ReviewAttemptPage>(learner.Name, model, new PageOptions(Crumbs: learner.Crumbs(new Crumb(quiz.Title, learner.AttemptsAt(quiz.Id)), new Crumb("Attempt"))));
    }
}
