using Lectern.Courses;
using Lectern.Lessons.Decks;
using Lectern.Lessons.Documents;
using Lectern.Lessons.Links;
using Lectern.Lessons.Pages;
using Lectern.Lessons.Videos;
using Lectern.Web.Access;

namespace Lectern.Lessons;

/// <summary>Every address of this module, with who may use it.</summary>
internal static class LessonRoutes
{
    private const string Seated = "Shows only what the visitor is enrolled in, or what they may edit.";
    private static readonly ChecksForgeryItself Streams = new("The body is a stream; the form reader checks the token before it takes a file.");

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/pages/{id}", ReadPage.Handle).ForSignedIn(Seated);
        routes.MapPost("/pages/{id}/done", FinishPage.Handle).ForSignedIn(Seated);
        routes.MapPost("/pages/{id}/seen", RecordReading.Paragraphs.FromPage).ForSignedIn(Seated);
        routes.MapGet("/pages/{id}/edit", EditPage.Show).Requires(CourseCapabilities.EditCourse);
        routes.MapPost("/pages/{id}/edit", EditPage.Save).Requires(CourseCapabilities.EditCourse);
        routes.MapPost("/pages/{id}/images", AddImage.Handle).Requires(CourseCapabilities.EditCourse).WithMetadata(Streams);
        routes.MapMethods("/files/courses/{courseId}/{hash}", ["GET", "HEAD"], ShowImage.Handle).ForSignedIn("Pictures are shown to learners and editors of their course.");

        routes.MapGet("/videos/{id}", WatchVideo.Handle).ForSignedIn(Seated);
        routes.MapPost("/videos/{id}/watched", RecordWatching.FromPage).ForSignedIn(Seated);
        routes.MapPost("/videos/{id}/done", FinishVideo.Handle).ForSignedIn(Seated);
        routes.MapMethods("/videos/{id}/file/{hash}", ["GET", "HEAD"], StreamVideo.File).ForSignedIn(Seated);
        routes.MapMethods("/videos/{id}/captions/{hash}", ["GET", "HEAD"], StreamVideo.Captions).ForSignedIn(Seated);
        routes.MapGet("/videos/{id}/edit", EditVideo.Show).Requires(CourseCapabilities.EditCourse);
        routes.MapPost("/videos/{id}/edit", EditVideo.Describe).Requires(CourseCapabilities.EditCourse);
        routes.MapPost("/videos/{id}/file", ChooseVideoFile.Handle).Requires(CourseCapabilities.EditCourse).WithMetadata(Streams);
        routes.MapPost("/videos/{id}/link", EditVideo.UseLink).Requires(CourseCapabilities.EditCourse);
        routes.MapPost("/videos/{id}/notes", KeepNotes.Add).ForSignedIn("Learners write notes for themselves.");
        routes.MapPost("/videos/{id}/notes/{noteId}/delete", KeepNotes.Delete).ForSignedIn("Learners delete their own notes.");
        routes.MapGet("/courses/{id:guid}/progress/videos/{activityId}", ShowWatching.Handle).Requires(CourseCapabilities.FollowLearners, "id");
        routes.MapPost("/videos/{id}/captions", AddCaptions.Handle).Requires(CourseCapabilities.EditCourse).WithMetadata(Streams);
        routes.MapPost("/videos/{id}/captions/{language}/remove", AddCaptions.Remove).Requires(CourseCapabilities.EditCourse);
        routes.MapPost("/videos/{id}/images", AddImage.Handle).Requires(CourseCapabilities.EditCourse).WithMetadata(Streams);

        routes.MapGet("/documents/{id}", ReadDocument.Handle).ForSignedIn(Seated);
        routes.MapPost("/documents/{id}/seen", RecordPages.Pages.FromPage).ForSignedIn(Seated);
        routes.MapMethods("/documents/{id}/file/{hash}", ["GET", "HEAD"], ServeDocument.Handle).ForSignedIn(Seated);
        routes.MapGet("/documents/{id}/edit", EditDocument.Show).Requires(CourseCapabilities.EditCourse);
        routes.MapPost("/documents/{id}/edit", EditDocument.Describe).Requires(CourseCapabilities.EditCourse);
        routes.MapPost("/documents/{id}/file", ChooseDocumentFile.Handle).Requires(CourseCapabilities.EditCourse).WithMetadata(Streams);
        routes.MapPost("/documents/{id}/images", AddImage.Handle).Requires(CourseCapabilities.EditCourse).WithMetadata(Streams);

        routes.MapGet("/decks/{id}", TurnCards.Show).ForSignedIn(Seated);
        routes.MapGet("/decks/{id}/edit", EditDeck.Show).Requires(CourseCapabilities.EditCourse);
        routes.MapPost("/decks/{id}/cards", EditDeck.Add).Requires(CourseCapabilities.EditCourse);
        routes.MapPost("/decks/{id}/cards/{number}", EditDeck.Write).Requires(CourseCapabilities.EditCourse);
        routes.MapPost("/decks/{id}/cards/{number}/move", EditDeck.Move).Requires(CourseCapabilities.EditCourse);
        routes.MapPost("/decks/{id}/cards/{number}/delete", EditDeck.Delete).Requires(CourseCapabilities.EditCourse);
        routes.MapPost("/decks/{id}/images", AddImage.Handle).Requires(CourseCapabilities.EditCourse).WithMetadata(Streams);

        routes.MapGet("/links/{id}", FollowLink.Show).ForSignedIn(Seated);
        routes.MapGet("/links/{id}/open", FollowLink.Open).ForSignedIn(Seated);
        routes.MapPost("/links/{id}/done", FollowLink.Confirm).ForSignedIn(Seated);
        routes.MapGet("/links/{id}/edit", EditLink.Show).Requires(CourseCapabilities.EditCourse);
        routes.MapPost("/links/{id}/edit", EditLink.Save).Requires(CourseCapabilities.EditCourse);
        routes.MapPost("/links/{id}/images", AddImage.Handle).Requires(CourseCapabilities.EditCourse).WithMetadata(Streams);

        var api = routes.MapGroup("/api/v1").WithTags("Lessons");
        api.MapGet("/pages/{id}", PagesApi.Read).ForSignedIn(Seated);
        api.MapPut("/pages/{id}", PagesApi.Write).Requires(CourseCapabilities.EditCourse);
        api.MapPost("/pages/{id}/completion", PagesApi.Finish).ForSignedIn(Seated);
        api.MapPost("/pages/{id}/seen", RecordReading.Paragraphs.FromProgram).ForSignedIn(Seated);
        api.MapPost("/pages/{id}/images", AddImage.Handle).Requires(CourseCapabilities.EditCourse);
        api.MapGet("/videos/{id}", VideosApi.Read).ForSignedIn(Seated);
        api.MapPut("/videos/{id}", VideosApi.Write).Requires(CourseCapabilities.EditCourse);
        api.MapPost("/videos/{id}/watched", VideosApi.Watched).ForSignedIn(Seated);
        api.MapPost("/videos/{id}/completion", FinishVideo.HandleApi).ForSignedIn(Seated);
        api.MapMethods("/videos/{id}/file/{hash}", ["GET", "HEAD"], StreamVideo.File).ForSignedIn(Seated);
        api.MapGet("/documents/{id}", DocumentsApi.Read).ForSignedIn(Seated);
        api.MapPut("/documents/{id}", DocumentsApi.Write).Requires(CourseCapabilities.EditCourse);
        api.MapPost("/documents/{id}/file", ChooseDocumentFile.Handle).Requires(CourseCapabilities.EditCourse);
        api.MapPost("/documents/{id}/seen", RecordPages.Pages.FromProgram).ForSignedIn(Seated);
        api.MapMethods("/documents/{id}/file/{hash}", ["GET", "HEAD"], ServeDocument.Handle).ForSignedIn(Seated);
        api.MapGet("/decks/{id}", TurnCards.Read).ForSignedIn(Seated);
        api.MapPut("/decks/{id}", EditDeck.Replace).Requires(CourseCapabilities.EditCourse);
        api.MapPost("/decks/{id}/cards/{number}/seen", TurnCards.See).ForSignedIn(Seated);
        api.MapGet("/links/{id}", FollowLink.Read).ForSignedIn(Seated);
        api.MapPut("/links/{id}", EditLink.Write).Requires(CourseCapabilities.EditCourse);
        api.MapPost("/links/{id}/completion", FollowLink.ConfirmFromProgram).ForSignedIn(Seated);
    }
}
