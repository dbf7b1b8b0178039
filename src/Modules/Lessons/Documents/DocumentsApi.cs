using Lectern.Courses;
using Lectern.Progress;
using Lectern.Web.Api;

namespace Lectern.Lessons.Documents;

/// <summary>Documents for programs: read as a learner, prepare as an editor. The file comes in by a form with the field "file", or by a resumable upload for the purpose "document".</summary>
internal static class DocumentsApi
{
    internal static async Task<Results<Ok<DocumentDetails>, NotFound>> Read(Id<Activity> id, bool? draft, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, draft == true, cancel, reads: true) is not { } seat || await DocumentKind.Setup(seat, db, cancel) is not { } setup) return TypedResults.NotFound();
        var reading = await LessonReading.Of(seat, db, cancel);
        return TypedResults.Ok(new DocumentDetails(
            id, seat.CourseId, seat.Activity.Title,
            setup.File is { } file ? new DocumentFileDetails($"/api/v1/documents/{id}/file/{file.Hash}", file.MediaType, file.FileName, file.Length, file.Pages) : null,
            setup.Overview, setup.OffersDownload, setup.RequiredPercent, reading?.SeenText ?? "", reading?.Position ?? 0, seat.IsDone));
    }

    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Write(Id<Activity> id, NewDocument document, Visitor visitor, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await EditingLesson.Begin(db, id, DocumentKind.Kind, visitor, cancel) is not { } open) return TypedResults.NotFound();
        var setup = open.Draft.Setup<DocumentSetup>();
        if (EditDocument.Apply(open.Draft, document.Overview ?? setup.Overview, document.MayDownload ?? setup.MayDownload, document.RequiredPercent ?? setup.RequiredPercent, clock.GetUtcNow()) is { } refusal) return refusal.ToProblem(texts);
        await open.Save(db, clock.GetUtcNow(), cancel);
        return TypedResults.NoContent();
    }
}

/// <summary>A document as learners meet it, or its draft; with what the asking person has seen of it.</summary>
/// <param name="Seen">Pages, as "1-3;7".</param>
/// <param name="Position">The page to go on at; 0 at the beginning.</param>
public sealed record DocumentDetails(
    Id<Activity> Id, Id<Course> CourseId, string Title, DocumentFileDetails? File, string Overview, bool MayDownload, int RequiredPercent, string Seen, int Position, bool IsDone);

/// <param name="Href">Where it is read from, in ranges; with <c>?download=1</c> as a download, where that is offered.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Pages">Of a PDF; 0 when the file doesn't say, or has none.</param>
public sealed record DocumentFileDetails(string Href, string MediaType, string FileName, long Length, int Pages);

/// <summary>What to change of a document's draft; what is left out stays.</summary>
public sealed record NewDocument(string? Overview = null, bool? MayDownload = null, int? RequiredPercent = null);
