using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress;
using Lectern.Web.Api;

namespace Lectern.Lessons.Pages;

/// <summary>Pages for programs: read as a learner, write as an editor.</summary>
internal static class PagesApi
{
    internal static async Task<Results<Ok<PageText>, NotFound>> Read(Id<Activity> id, bool? draft, Visitor visitor, Classroom classroom, LecternDb db, SealedPages pages, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, draft == true, cancel, reads: true) is not { } seat || await ReadPage.In(seat, db, pages, cancel) is not { } page) return TypedResults.NotFound();
        return TypedResults.Ok(new PageText(id, seat.CourseId, seat.Activity.Title, page.Html, seat.IsDone));
    }

    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Write(Id<Activity> id, NewPageText text, Visitor visitor, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await Editing.Begin(db, id, PageKind.Kind, visitor, cancel) is not { } editing) return TypedResults.NotFound();
        var refusal = await EditPage.Write(db, editing, text.Html, null, "api", clock.GetUtcNow(), cancel);
        return refusal is null ? TypedResults.NoContent() : refusal.ToProblem(texts);
    }

    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Finish(Id<Activity> id, Id<CourseEnrolment>? of, Visitor visitor, Classroom classroom, LecternDb db, Texts texts, CancellationToken cancel) =>
        await FinishPage.Finish(id, of, visitor, classroom, db, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            _ => TypedResults.NoContent(),
        };
}

/// <summary>A page as learners read it, or its draft.</summary>
/// <param name="Html">Sanitised.</param>
public sealed record PageText(Id<Activity> Id, Id<Course> CourseId, string Title, string Html, bool IsDone);

/// <summary>The new text of a page's draft: HTML or plain text; it is sanitised.</summary>
public sealed record NewPageText(string Html);
