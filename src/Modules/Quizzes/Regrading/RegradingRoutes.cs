using Lectern.Web.Access;

namespace Lectern.Quizzes.Regrading;

internal static class RegradingRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/courses/{id:guid}/regrade/{activityId:guid}", ShowRegrade.Handle).Requires(QuizCapabilities.MarkAnew, "id");
        routes.MapGet("/courses/{id:guid}/regrade/{activityId:guid}.csv", ShowRegrade.Export).Requires(QuizCapabilities.MarkAnew, "id");
        routes.MapPost("/courses/{id:guid}/regrade/{activityId:guid}", ShowRegrade.Apply).Requires(QuizCapabilities.MarkAnew, "id");
        routes.MapPost("/courses/{id:guid}/regrade/{activityId:guid}/trials", ShowRegrade.Try).Requires(QuizCapabilities.MarkAnew, "id");

        var api = routes.MapGroup("/api/v1/courses/{id:guid}/quizzes/{activityId:guid}/regrades").WithTags("Quizzes");
        api.MapGet("/", RegradesForPrograms.List).Requires(QuizCapabilities.MarkAnew, "id");
        api.MapGet("/questions", RegradesForPrograms.Questions).Requires(QuizCapabilities.MarkAnew, "id");
        api.MapPost("/preview", RegradesForPrograms.Preview).Requires(QuizCapabilities.MarkAnew, "id");
        api.MapPost("/trials", RegradesForPrograms.Try).Requires(QuizCapabilities.MarkAnew, "id");
        api.MapPost("/", RegradesForPrograms.Apply).Requires(QuizCapabilities.MarkAnew, "id");
    }
}
