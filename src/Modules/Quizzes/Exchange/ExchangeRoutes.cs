using Lectern.Courses;
using Lectern.Web.Access;

namespace Lectern.Quizzes.Exchange;

internal static class ExchangeRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var questions = routes.MapGroup("/courses/{courseId}/questions").Requires(CourseCapabilities.EditCourse, "courseId");
        questions.MapGet("/import", ImportQuestions.Show);
        questions.MapPost("/import", ImportQuestions.Upload).WithMetadata(ImportQuestions.ChecksForgery);
        questions.MapGet("/import/{uploadId}", ImportQuestions.Preview);
        questions.MapPost("/import/{uploadId}", ImportQuestions.Handle);
        questions.MapGet("/export", ExportQuestions.Show);
        questions.MapGet("/export/file", ExportQuestions.Download);

        var api = routes.MapGroup("/api/v1/courses/{courseId}/questions").WithTags("Quizzes").Requires(CourseCapabilities.EditCourse, "courseId");
        api.MapPost("/import", ImportQuestions.HandleApi).WithMetadata(ImportQuestions.ChecksForgery);
        api.MapGet("/export", ExportQuestions.Download);
    }
}
