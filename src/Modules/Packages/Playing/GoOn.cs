using Lectern.Courses;
using Lectern.People;
using Lectern.Progress;
using Lectern.Scorm.Sequencing;
using Activity = Lectern.Courses.Activity;

namespace Lectern.Packages.Playing;

/// <summary>
/// The learner asks to go on in a package of SCORM 2004: to the next or the former part, to one of the table of contents, out of it
/// (SN 5.6). What is offered to them is followed, nothing else: content may jump, a form that somebody made up may not.
/// </summary>
internal static class GoOn
{
    /// <summary>The word for beginning, which content has none for.</summary>
    internal const string Start = "start";

    internal static string AddressOf(Id<Activity> activityId) => $"/packages/{activityId}/go";

    internal static Task<IResult> Handle(
        Id<Activity> activityId, [FromForm] string request, Me me, LecternDb db, Manifests manifests, Classroom classroom, Texts texts, TimeProvider clock, CancellationToken cancel) => db.Retried<IResult>(async () =>
    {
        if (await classroom.Enter(activityId, me.Visitor, preview: false, cancel) is not { } seat) return TypedResults.NotFound();
        var packageId = new Id<Package>(seat.Activity.ContentId);
        if (await manifests.Of(db, packageId, cancel) is not { IsSequenced: true } manifest || await db.AttemptOf(seat, packageId, cancel) is not { } attempt) return TypedResults.NotFound();
        if ((request == Start ? NavigationRequest.Start : NavigationRequest.Parse(request)) is not { } asked) return TypedResults.BadRequest();

        var inHand = await db.InHand(attempt, manifest, cancel);
        var page = $"/packages/{activityId}";
        if (!inHand.Offers(asked)) return Page.SeeOther(page, texts["That can't be done from here now."]);
        var outcome = inHand.Navigate(asked, clock.GetUtcNow());
        await classroom.Report(seat, attempt, cancel);
        await db.SaveChangesAsync(cancel);
        return asked.Kind is NavigationKind.SuspendAll or NavigationKind.AbandonAll ? Page.SeeOther(seat.CourseAddress)
            : Page.SeeOther(page, outcome.Exception is null ? null : texts["Nothing opens in that direction now."]);
    });
}
