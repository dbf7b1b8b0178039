using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Files;
using Lectern.Progress;
using Microsoft.Net.Http.Headers;

namespace Lectern.Lessons.Documents;

/// <summary>
/// The file of a document, in the parts that the viewer asks for, to whoever sits in front of it. Without permission to take it
/// along it goes to the viewer's requests only (Fetch Metadata Request Headers, "Sec-Fetch-Dest"): an address typed into a browser gets
/// nothing. That keeps no determined person from copying what they are shown, and the form says so.
/// </summary>
internal static class ServeDocument
{
    // Long enough to read without asking again, short enough that leaving a course ends it.
    private static readonly TimeSpan KeepFor = TimeSpan.FromDays(1);

    internal static async Task<Results<FileResponse, NotFound>> Handle(
        Id<Activity> id, string hash, string? preview, string? download, Id<CourseEnrolment>? of, HttpRequest request, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, preview is not null, cancel, reads: true, of: of) is not { } seat || await DocumentKind.Setup(seat, db, cancel) is not { File: { } file } setup || file.Hash != hash) return TypedResults.NotFound();
        if (download is not null)
        {
            if (!setup.OffersDownload) return TypedResults.NotFound();
            // What can't be read here is done when it was taken along.
            if (!file.IsShown && HttpMethods.IsGet(request.Method)) await classroom.Finish(seat, of, visitor, db, cancel);
            return new FileResponse(hash, file.MediaType) { DownloadName = DocumentTypes.DownloadName(file), KeepFor = KeepFor };
        }

        // What the viewer has fetched must not be what a typed address finds in the browser's cache (RFC 9110, 12.5.5).
        if (!setup.OffersDownload) request.HttpContext.Response.Headers.Append(HeaderNames.Vary, "Sec-Fetch-Dest");
        var isViewer = request.Headers["Sec-Fetch-Dest"].ToString() is "" or "empty" or "image";
        return file.IsShown && (setup.OffersDownload || isViewer) ? new FileResponse(hash, file.MediaType) { KeepFor = KeepFor } : TypedResults.NotFound();
    }
}
