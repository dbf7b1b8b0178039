using Lectern.Courses;
using Lectern.Files;
using Lectern.People;
using Lectern.Progress;
using Lectern.Scorm;

namespace Lectern.Packages.Playing;

/// <summary>A learner does a package again from nothing. The attempt before stays whole, and the best result counts.</summary>
internal static class StartAgain
{
    internal static string AddressOf(Id<Activity> activityId) => $"/packages/{activityId}/again";

    internal static async Task<IResult> Show(Id<Activity> activityId, Me me, LecternDb db, Manifests manifests, Classroom classroom, CancellationToken cancel) =>
        await classroom.Enter(activityId, me.Visitor, preview: false, cancel) is { } seat && await Find(seat, db, manifests, cancel) is ({ } attempt, { } manifest) && attempt.CanStartAgain(manifest.Default())
            ? Page.Of<StartAgainPage>(seat.Activity.Title, new StartAgainPage.About(seat, $"/packages/{activityId}", AddressOf(activityId)), Crumbs(seat, $"/packages/{activityId}"))
            : TypedResults.NotFound();

    internal static PageOptions Crumbs(Seat seat, string player) => new(Crumbs: [new(seat.CourseTitle, seat.CourseAddress), new(seat.Activity.Title, player), new("Start again")]);

    internal static Task<IResult> Handle(Id<Activity> activityId, Me me, LecternDb db, Manifests manifests, Classroom classroom, TimeProvider clock, CancellationToken cancel) => db.Retried<IResult>(async () =>
    {
        if (await classroom.Enter(activityId, me.Visitor, preview: false, cancel) is not { } seat || await Find(seat, db, manifests, cancel) is not ({ } attempt, { } manifest)) return TypedResults.NotFound();
        if (!attempt.CanStartAgain(manifest.Default())) return Page.SeeOther($"/packages/{activityId}");   // pressed twice: it starts again already
        db.Add(attempt.StartAgain(clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther($"/packages/{activityId}");
    });

    private static async Task<(PackageAttempt? Attempt, Manifest? Manifest)> Find(Seat seat, LecternDb db, Manifests manifests, CancellationToken cancel)
    {
        var packageId = new Id<Package>(seat.Activity.ContentId);
        return (await db.AttemptOf(seat, packageId, cancel), await manifests.Of(db, packageId, cancel));
    }
}
