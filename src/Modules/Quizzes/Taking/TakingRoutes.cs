using Lectern.Web.Access;

namespace Lectern.Quizzes.Taking;

internal static class TakingRoutes
{
    private const int MostFields = 16 * 1024;
    private const string OwnSeat = "The classroom gives a seat to whoever is enrolled, or edits the course; all others get nothing.";
    private const string OwnAttempt = "Shows and changes only attempts of the person who asks.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/quizzes/{activityId}", ShowQuiz.Handle).ForSignedIn(OwnSeat);
        routes.MapPost("/quizzes/{activityId}/attempts", StartAttempt.Handle).ForSignedIn(OwnSeat);
        routes.MapGet("/quizzes/{activityId}/try", TryQuiz.Show).ForSignedIn(OwnSeat);
        routes.MapPost("/quizzes/{activityId}/try", TryQuiz.Mark).ForSignedIn(OwnSeat);
        routes.MapGet("/quizzes/attempts/{id}", ShowAttempt.Handle).ForSignedIn(OwnAttempt);
        routes.MapPost("/quizzes/attempts/{id}", SaveAnswers.Turn).ForSignedIn(OwnAttempt).TakesManyAnswers();
        routes.MapPost("/quizzes/attempts/{id}/answers", SaveAnswers.Autosave).ForSignedIn(OwnAttempt).TakesManyAnswers();
        routes.MapPost(Addresses.JournalKeys, FindJournalKeys.Handle).ForSignedIn("Gives only keys of the person who asks.");
        routes.MapPost("/quizzes/attempts/{id}/here", ContinueHere.Handle).ForSignedIn(OwnAttempt);
        routes.MapGet("/quizzes/attempts/{id}/check", CheckAttempt.Handle).ForSignedIn(OwnAttempt);
        routes.MapPost("/quizzes/attempts/{id}/submit", SubmitAttempt.Handle).ForSignedIn(OwnAttempt);
        routes.MapGet("/quizzes/attempts/{id}/result", ShowResult.Handle).ForSignedIn(OwnAttempt);
    }

    /// <summary>A page of wide grids is saved whole, and has more fields than forms have otherwise.</summary>
    private static void TakesManyAnswers(this RouteHandlerBuilder route) => route.WithFormOptions(valueCountLimit: MostFields);
}
