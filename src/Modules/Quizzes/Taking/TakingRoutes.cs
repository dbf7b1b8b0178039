using Lectern.Web.Access;

namespace Lectern.Quizzes.Taking;

internal static class TakingRoutes
{
    private const string OwnSeat = "The classroom gives a seat to whoever is enrolled, or edits the course; all others get nothing.";
    private const string OwnAttempt = "Shows and changes only attempts of the person who asks.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/quizzes/{activityId}", ShowQuiz.Handle).ForSignedIn(OwnSeat);
        routes.MapPost("/quizzes/{activityId}/attempts", StartAttempt.Handle).ForSignedIn(OwnSeat);
        routes.MapGet("/quizzes/{activityId}/try", TryQuiz.Show).ForSignedIn(OwnSeat);
        routes.MapPost("/quizzes/{activityId}/try", TryQuiz.Mark).ForSignedIn(OwnSeat);
        routes.MapGet("/quizzes/attempts/{id}", ShowAttempt.Handle).ForSignedIn(OwnAttempt);
        routes.MapPost("/quizzes/attempts/{id}", SaveAnswers.Turn).ForSignedIn(OwnAttempt);
        routes.MapPost("/quizzes/attempts/{id}/answers", SaveAnswers.Autosave).ForSignedIn(OwnAttempt);
        routes.MapGet("/quizzes/attempts/{id}/check", CheckAttempt.Handle).ForSignedIn(OwnAttempt);
        routes.MapPost("/quizzes/attempts/{id}/submit", SubmitAttempt.Handle).ForSignedIn(OwnAttempt);
        routes.MapGet("/quizzes/attempts/{id}/result", ShowResult.Handle).ForSignedIn(OwnAttempt);
    }
}
