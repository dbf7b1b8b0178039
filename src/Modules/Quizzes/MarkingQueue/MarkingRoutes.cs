using Lectern.Web.Access;

namespace Lectern.Quizzes.MarkingQueue;

internal static class MarkingRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/marking", ShowQueue.Courses).Requires(QuizCapabilities.MarkAnswers);
        var course = routes.MapGroup("/courses/{id:guid}/marking");
        course.MapGet("/", ShowQueue.Handle).Requires(QuizCapabilities.MarkAnswers, "id");
        course.MapGet("/{activityId:guid}", MarkAnswer.Show).Requires(QuizCapabilities.MarkAnswers, "id");
        course.MapPost("/{activityId:guid}/give", ShowQueue.Give).Requires(QuizCapabilities.MarkAnswers, "id");
        course.MapPost("/answers/{answerId:guid}", MarkAnswer.Save).Requires(QuizCapabilities.MarkAnswers, "id");
        course.MapPost("/answers/{answerId:guid}/draft", MarkAnswer.Autosave).Requires(QuizCapabilities.MarkAnswers, "id");
        course.MapPost("/answers/{answerId:guid}/correction", MarkAnswer.PutRight).Requires(QuizCapabilities.MarkAnswers, "id");

        var api = routes.MapGroup("/api/v1/courses/{id:guid}/marking").WithTags("Quizzes");
        api.MapGet("/", MarkingForPrograms.Questions).Requires(QuizCapabilities.MarkAnswers, "id");
        api.MapGet("/answers", MarkingForPrograms.Answers).Requires(QuizCapabilities.MarkAnswers, "id");
        api.MapPut("/answers/{answerId:guid}", MarkingForPrograms.Draft).Requires(QuizCapabilities.MarkAnswers, "id");
        api.MapPost("/answers/{answerId:guid}/correction", MarkingForPrograms.PutRight).Requires(QuizCapabilities.MarkAnswers, "id");
        api.MapPost("/give", MarkingForPrograms.Give).Requires(QuizCapabilities.MarkAnswers, "id");
    }
}
