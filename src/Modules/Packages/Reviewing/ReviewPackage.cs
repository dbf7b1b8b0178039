using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Following;

namespace Lectern.Packages.Reviewing;

/// <summary>What one learner left in a package, part by part, for those who follow them.</summary>
internal static class ReviewPackage
{
    internal static async Task<IResult> Handle(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, LecternDb db, Manifests manifests, CancellationToken cancel)
    {
        if (await FollowedLearner.Find(db, id, enrolmentId, cancel) is not { } learner || learner.Activity(activityId, ScormActivity.KindName) is not { } package) return TypedResults.NotFound();
        var model = new ReviewPackagePage.About(learner, package, await ReviewedPackageAttempt.Of(db, manifests, enrolmentId, activityId, cancel));
        return Page.Of<ReviewPackagePage>(learner.Name, model, new PageOptions(Crumbs: learner.Crumbs(new Crumb(package.Title))));
    }

    internal static async Task<Results<Ok<ReviewedPackage>, NotFound>> HandleApi(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, LecternDb db, Manifests manifests, CancellationToken cancel)
    {
        if (await FollowedLearner.Find(db, id, enrolmentId, cancel) is not { } learner || learner.Activity(activityId, ScormActivity.KindName) is null) return TypedResults.NotFound();
        return TypedResults.Ok(new ReviewedPackage(enrolmentId, learner.LearnerId, activityId, await ReviewedPackageAttempt.Of(db, manifests, enrolmentId, activityId, cancel)));
    }
}

/// <summary>All attempts of a learner at a package, the latest first.</summary>
internal sealed record ReviewedPackage(Id<CourseEnrolment> EnrolmentId, Id<Person> LearnerId, Id<Activity> ActivityId, IReadOnlyList<ReviewedPackageAttempt> Attempts);
