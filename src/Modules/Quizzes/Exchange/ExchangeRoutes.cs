using Lectern.Courses;
using Lectern.Web.Access;

namespace Lectern.Quizzes.Exchange;

internal static class ExchangeRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Pages(routes.MapGroup("/courses/{courseId}/questions").Requires(CourseCapabilities.EditCourse, "courseId"));
        Pages(routes.MapGroup("/question-banks/{bankId}").Requires(CourseCapabilities.EditCourse));   // which bank, its desk decides
        Programs(routes.MapGroup("/api/v1/courses/{courseId}/questions").WithTags("Quizzes").Requires(CourseCapabilities.EditCourse, "courseId"));
        Programs(routes.MapGroup("/api/v1/question-banks/{bankId}").WithTags("Quizzes").Requires(CourseCapabilities.EditCourse));
    }

    private static void Pages(RouteGroupBuilder questions)
    {
        questions.MapGet("/import", ImportQuestions.Show);
        questions.MapPost("/import", ImportQuestions.Upload).WithMetadata(ImportQuestions.ChecksForgery);
        questions.MapGet("/import/{uploadId}", ImportQuestions.Preview);
        questions.MapPost("/import/{uploadId}", ImportQuestions.Handle);
        questions.MapGet("/export", ExportQuestions.Show);
        questions.MapGet("/export/file", ExportQuestions.Download);
    }

    private static void Programs(RouteGroupBuilder questions)
    {
        questions.MapPost("/import", ImportQuestions.HandleApi).WithMetadata(ImportQuestions.ChecksForgery);
        questions.MapGet("/export", ExportQuestions.Download);
    }
}
