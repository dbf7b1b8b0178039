using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress;

namespace Lectern.Lessons.Pages;

/// <summary>A learner has read a page and goes on; going on is what makes it done.</summary>
internal static class FinishPage
{
    internal static async Task<IResult> Handle(Id<Activity> id, Id<CourseEnrolment>? of, string? preview, Visitor visitor, Classroom classroom, LecternDb db, Texts texts, CancellationToken cancel)
    {
        if (preview is not null)
            return await classroom.Enter(id, visitor, preview: true, cancel) is { Activity.Kind: PageKind.Kind } draft ? Page.SeeOther(classroom.NextAddress(draft)) : TypedResults.NotFound();
        return await Finish(id, of, visitor, classroom, db, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => Page.SeeOther($"/pages/{id}", refusal, texts),
            // What came after it then may be gone now; in the present cycle they read this page first.
            { Value: { IsOfEarlierCycle: true } earlier } => Page.SeeOther(earlier.CourseAddress, texts.CountsFor(earlier)),
            { Value: var seat } => Page.SeeOther(classroom.NextAddress(seat)),
        };
    }

    /// <summary>Saves. Null when it isn't a page of theirs.</summary>
    internal static async Task<Outcome<Seat>?> Finish(Id<Activity> id, Id<CourseEnrolment>? of, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel)
    {
        if (await classroom.EnterAs(id, of, visitor, cancel) is not { } entered) return null;
        if (entered.Refusal is not null) return entered;
        if (entered.Value.Activity.Kind != PageKind.Kind) return null;
        return await classroom.Finish(entered.Value, db, cancel);
    }
}
