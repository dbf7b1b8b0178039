using Lectern.Courses;
using Lectern.Quizzes.QuestionTypes.Code;
using Lectern.Quizzes.QuestionTypes.Files;
using Lectern.Quizzes.QuestionTypes.Pictures;
using Lectern.Web.Access;
using Lectern.Web.Serving;

namespace Lectern.Quizzes.QuestionTypes;

/// <summary>What kinds of question need beside the pages that they stand on.</summary>
internal static class QuestionTypeRoutes
{
    private static readonly ChecksForgeryItself Streams = new("The body is a stream; the form reader checks the token before it takes a file.");
    private static readonly TakesLong Runs = new("It runs what a learner wrote, for seconds, after waiting for others whose code runs.");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(QuestionImage.UploadAddress, AddQuestionImage.Handle).Requires(CourseCapabilities.EditCourse).WithMetadata(Streams);
        routes.MapGet("/files/questions/{hash}", ShowQuestionImage.Handle).ForSignedIn("Whoever was shown the question may see its pictures; the hash in the address can't be guessed.");
        routes.MapPost("/quizzes/attempts/{id}/questions/{questionId}/files", SendFiles.Handle).ForSignedIn("Adds files only to an open attempt of the person who asks.").WithMetadata(Streams);
        routes.MapPost("/quizzes/attempts/{id}/questions/{questionId}/run", RunCode.Handle).ForSignedIn("Runs only the code of an open attempt of the person who asks.").WithMetadata(Runs);
        routes.MapGet("/quizzes/attempts/{id}/questions/{questionId}/files/{fileId}", ServeFile.Handle).ForSignedIn("Gives files to whoever sent them, and to those who follow the course.");
        routes.MapPost("/api/v1/attempts/{id}/questions/{questionId}/files", SendFiles.Handle).WithTags("Quizzes").ForSignedIn("Adds files only to an open attempt of the person whose token it is.");
        routes.MapPost("/api/v1/questions/images", AddQuestionImage.Handle).WithTags("Quizzes").Requires(CourseCapabilities.EditCourse);
    }
}
