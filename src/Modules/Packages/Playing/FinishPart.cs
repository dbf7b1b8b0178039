using Lectern.Courses;
using Lectern.People;
using Lectern.Progress;

namespace Lectern.Packages.Playing;

/// <summary>The learner says that they are through with a part that never talks to the run-time. Nothing else could know.</summary>
internal static class FinishPart
{
    internal static Task<IResult> Handle(
        Id<Activity> activityId, [FromForm] string item, Me me, LecternDb db, Manifests manifests, Classroom classroom, Texts texts, TimeProvider clock, CancellationToken cancel) => db.Retried<IResult>(async () =>
    {
        if (await classroom.Enter(activityId, me.Visitor, preview: false, cancel) is not { } seat) return TypedResults.NotFound();
        var packageId = new Id<Package>(seat.Activity.ContentId);
        if (await manifests.Of(db, packageId, cancel) is not { } manifest || await db.AttemptOf(seat, packageId, cancel) is not { } attempt) return TypedResults.NotFound();
        if (manifest.Default().Launchable().FirstOrDefault(candidate => candidate.Identifier == item) is not { } part) return TypedResults.NotFound();

        var address = $"/packages/{activityId}?item={Uri.EscapeDataString(item)}";
        var refusal = manifest.IsSequenced ? (await db.InHand(attempt, manifest, cancel)).Finish(part, clock.GetUtcNow()) : attempt.Finish(part, manifest, clock.GetUtcNow());
        if (refusal is not null) return Page.SeeOther(address, refusal, texts);
        await classroom.Report(seat, attempt, cancel);
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther(address);
    });
}
