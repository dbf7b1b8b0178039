using Lectern.Courses;
using Lectern.Files;
using Lectern.Files.Uploads;
using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Lessons.Documents;

/// <summary>An instructor gives a document its file, or a new version of it; whether learners read that anew is asked when it is published.</summary>
internal static class ChooseDocumentFile
{
    internal static readonly UploadPurpose Purpose = new("document", DocumentKind.Limit, ContentKind.Reading, CourseCapabilities.EditCourse);

    internal static async Task<IResult> Handle(Id<Activity> id, HttpContext http, Me me, LecternDb db, IFileStore store, UploadFolder uploads, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await EditingLesson.Begin(db, id, DocumentKind.Kind, me.Visitor, cancel) is not { } open) return TypedResults.NotFound();
        var read = await SentFile.Read(http, me, Purpose, uploads, cancel);
        var refusal = read.Refusal ?? await Use(open.Draft, read.Value.File, store, clock.GetUtcNow(), cancel);
        if (refusal is not null) return http.Request.IsForPrograms ? refusal.ToProblem(texts) : await EditDocument.Form(db, open, refusal, cancel);
        await open.Save(db, clock.GetUtcNow(), cancel);
        uploads.Forget(me.Id.ToString(), read.Value.Form["upload"]);
        return http.Request.IsForPrograms ? TypedResults.NoContent() : Page.SeeOther($"/documents/{id}/edit", texts["The file is in place. Learners see it when you publish the course."]);
    }

    private static async Task<Refusal?> Use(LessonDraft draft, SentFile sent, IFileStore store, DateTimeOffset at, CancellationToken cancel)
    {
        var look = await DocumentTypes.Look(sent, store, cancel);
        if (look.Refusal is { } refusal) return refusal;
        draft.Change(draft.Setup<DocumentSetup>() with { File = look.Value }, at);
        return null;
    }
}
