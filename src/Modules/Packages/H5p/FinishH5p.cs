using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Packages.Playing;
using Lectern.People;
using Lectern.Progress;

namespace Lectern.Packages.H5p;

/// <summary>The learner says that they are through with content that never says so itself. Nothing else could know.</summary>
internal static class FinishH5p
{
    internal static Task<IResult> Handle(Id<Activity> activityId, Me me, LecternDb db, Classroom classroom, Texts texts, TimeProvider clock, CancellationToken cancel) => db.Retried<IResult>(async () =>
    {
        var current = db.CurrentEnrolments;   // what was begun in an earlier cycle opens nothing in this one
        var hasBegun = await db.H5pAttempts.AnyAsync(a => a.ActivityId == activityId && a.LearnerId == me.Id && current.Any(e => e.Id == a.EnrolmentId), cancel);
        if (await classroom.Enter(activityId, me.Visitor, preview: false, cancel, goesOn: hasBegun) is not { } seat || await db.H5pAttemptOf(seat, new(seat.Activity.ContentId), cancel) is not { } attempt) return TypedResults.NotFound();
        var address = ShowH5p.AddressOf(activityId);
        if (attempt.Finish(clock.GetUtcNow()) is { } refusal) return Page.SeeOther(address, refusal, texts);
        await classroom.Report(seat, attempt.EnrolmentId, attempt.Id.Value, attempt.Status, attempt.Score, cancel);
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther(address);
    });
}
