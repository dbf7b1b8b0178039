using Lectern.Courses;
using Lectern.Quizzes.QuestionTypes.Pictures;
using Lectern.Web.Access;

namespace Lectern.Quizzes.QuestionTypes;

/// <summary>What kinds of question need beside the pages that they stand on.</summary>
internal static class QuestionTypeRoutes
{
    private static readonly ChecksForgeryItself Streams = new("The body is a stream; the form reader checks the token before it takes a file.");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(QuestionImage.UploadAddress, AddQuestionImage.Handle).Requires(CourseCapabilities.EditCourse).WithMetadata(Streams);
        routes.MapGet("/files/questions/{hash}", ShowQuestionImage.Handle).ForSignedIn("Whoever was shown the question may see its pictures; the hash in the address can't be guessed.");
        routes.MapPost("/api/v1/questions/images", AddQuestionImage.Handle).WithTags("Quizzes").Requires(CourseCapabilities.EditCourse);
    }
}
