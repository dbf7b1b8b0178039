using Lectern.Courses;
using Lectern.Files;
using Lectern.People;
using Lectern.Progress;

namespace Lectern.Packages.Playing;

/// <summary>A learner does a package again from nothing. The attempt before stays whole, and the best result counts.</summary>
internal static class StartAgain
{
    private const int MostTries = 4;

    internal static string AddressOf(Id<Activity> activityId) => $"/packages/{activityId}/again";

    internal static async Task<IResult> Show(Id<Activity> activityId, Me me, LecternDb db, Classroom classroom, CancellationToken cancel) =>
        await classroom.Enter(activityId, me.Visitor, preview: false, cancel) is { } seat && await db.AttemptOf(seat, new Id<Package>(seat.Activity.ContentId), cancel) is { HasBegun: true }
            ? Page.Of<StartAgainPage>(seat.Activity.Title, seat, new PageOptions(Crumbs: [new(seat.CourseTitle, seat.CourseAddress), new(seat.Activity.Title, $"/packages/{activityId}"), new("Start again")]))
            : TypedResults.NotFound();

    internal static async Task<IResult> Handle(Id<Activity> activityId, Me me, LecternDb db, Classroom classroom, TimeProvider clock, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await Begin(activityId, me, db, classroom, clock, cancel);
            }
            catch (DbUpdateException) when (tries < MostTries)   // a report of the running part, or the other press, came between
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private static async Task<IResult> Begin(Id<Activity> activityId, Me me, LecternDb db, Classroom classroom, TimeProvider clock, CancellationToken cancel)
    {
        if (await classroom.Enter(activityId, me.Visitor, preview: false, cancel) is not { } seat) return TypedResults.NotFound();
        if (await db.AttemptOf(seat, new Id<Package>(seat.Activity.ContentId), cancel) is not { } attempt) return TypedResults.NotFound();
        if (!attempt.HasBegun) return Page.SeeOther($"/packages/{activityId}");   // pressed twice: it starts again already
        db.Add(attempt.StartAgain(clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther($"/packages/{activityId}");
    }
}
