using Lectern.Courses;
using Lectern.Progress.Following;
using Lectern.Quizzes.Integrity;
using Lectern.Quizzes.Overrides;
using Lectern.Web.Access;

namespace Lectern.Quizzes.Reviewing;

internal static class ReviewingRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var learner = routes.MapGroup("/courses/{id:guid}/progress/{enrolmentId:guid}");
        learner.MapGet("/quizzes/{activityId}", ShowAttempts.Handle).Requires(CourseCapabilities.FollowLearners, "id");
        learner.MapPost("/quizzes/{activityId}/extra-attempts", GiveAttempt.Handle).Requires(QuizCapabilities.GiveAttempts, "id");
        learner.MapPost("/quizzes/{activityId}/exception", ChangeOverride.Handle).Requires(QuizCapabilities.MakeExceptions, "id");
        learner.MapPost("/quizzes/{activityId}/exception/end", ChangeOverride.HandleEnd).Requires(QuizCapabilities.MakeExceptions, "id");
        var quiz = routes.MapGroup("/courses/{id:guid}/quizzes/{activityId}");
        quiz.MapGet("/exceptions", ListOverrides.Handle).Requires(CourseCapabilities.FollowLearners, "id");
        quiz.MapPost("/exceptions", ChangeOverride.HandleUnit).Requires(QuizCapabilities.MakeExceptions, "id");
        quiz.MapPost("/exceptions/end", ChangeOverride.HandleUnitEnd).Requires(QuizCapabilities.MakeExceptions, "id");
        quiz.MapGet("/integrity", ShowIntegrity.Handle).Requires(CourseCapabilities.FollowLearners, "id");
        learner.MapGet("/attempts/{attemptId}", ReviewAttempt.Handle).Requires(CourseCapabilities.FollowLearners, "id");
    }
}

internal static class ReviewingAddresses
{
    extension(FollowedLearner learner)
    {
        public string AttemptsAt(Id<Activity> activityId) => $"{learner.Address}/quizzes/{activityId}";
        public string AddressOf(Id<Attempt> attemptId) => $"{learner.Address}/attempts/{attemptId}";
    }
}
