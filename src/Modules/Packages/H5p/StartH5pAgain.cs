using Lectern.Courses;
using Lectern.Packages.Playing;
using Lectern.People;
using Lectern.Progress;

namespace Lectern.Packages.H5p;

/// <summary>A learner does H5P content again from nothing. The attempt before stays whole, and the best result counts.</summary>
internal static class StartH5pAgain
{
    internal static string AddressOf(Id<Activity> activityId) => $"{ShowH5p.AddressOf(activityId)}/again";

    internal static async Task<IResult> Show(Id<Activity> activityId, Me me, LecternDb db, Classroom classroom, CancellationToken cancel)
    {
        if (await classroom.Enter(activityId, me.Visitor, preview: false, cancel) is not { } seat || await db.H5pAttemptOf(seat, new(seat.Activity.ContentId), cancel) is not { HasBegun: true }) return TypedResults.NotFound();
        return Page.Of<StartAgainPage>(seat.Activity.Title, new StartAgainPage.About(seat, ShowH5p.AddressOf(activityId), AddressOf(activityId)), StartAgain.Crumbs(seat, ShowH5p.AddressOf(activityId)));
    }

    internal static Task<IResult> Handle(Id<Activity> activityId, Me me, LecternDb db, Classroom classroom, TimeProvider clock, CancellationToken cancel) => db.Retried<IResult>(async () =>
    {
        if (await classroom.Enter(activityId, me.Visitor, preview: false, cancel) is not { } seat || await db.H5pAttemptOf(seat, new(seat.Activity.ContentId), cancel) is not { } attempt) return TypedResults.NotFound();
        var address = ShowH5p.AddressOf(activityId);
        if (!attempt.HasBegun) return Page.SeeOther(address);   // pressed twice: it starts again already
        db.Add(attempt.StartAgain(clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther(address);
    });
}
