using Lectern.Courses;
using Lectern.Progress;

namespace Lectern.Lessons.Pages;

/// <summary>A learner has read a page and goes on; going on is what makes it done.</summary>
internal static class FinishPage
{
    internal static async Task<IResult> Handle(Id<Activity> id, string? preview, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, preview is not null, cancel) is not { } seat || seat.Activity.Kind != PageKind.Kind) return TypedResults.NotFound();
        await classroom.Report(seat, ActivityStatus.Completed, cancel);
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther(classroom.NextAddress(seat));
    }
}
