using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Notifications;
using Lectern.People;
using Lectern.Progress.Following;
using Lectern.Quizzes.Taking;
using Lectern.Web.Access;

namespace Lectern.Quizzes.Reviewing;

/// <summary>An instructor gives one learner one attempt more than the quiz allows. The learner is told.</summary>
internal static class GiveAttempt
{
    internal static async Task<IResult> Handle(
        Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, PostedForm form, Me me, LecternDb db, AttemptDesk desk, IScopes scopes, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await FollowedLearner.Find(db, id, enrolmentId, cancel) is not { } learner) return TypedResults.NotFound();
        if (await Give(learner, activityId, form["reason"], me, db, desk, clock, cancel) is not { } given) return TypedResults.NotFound();
        return given.Refusal is { } refusal
            ? await ShowAttempts.View(id, enrolmentId, activityId, me, db, desk, scopes, refusal, form, cancel) ?? TypedResults.NotFound()
            : Page.SeeOther(learner.AttemptsAt(activityId), texts["One more attempt given"]);
    }

    /// <summary>Saves it; null when the course has no such quiz.</summary>
    internal static async Task<Outcome<ExtraAttempt>?> Give(FollowedLearner learner, Id<Activity> activityId, string? reason, Me me, LecternDb db, AttemptDesk desk, TimeProvider clock, CancellationToken cancel)
    {
        if (learner.Activity(activityId, QuizActivity.Kind) is not { } quiz || await desk.Content(quiz.ContentId, cancel) is not { } content) return null;
        if ((await desk.AttemptsOf(learner.EnrolmentId, activityId, cancel)).Allowed(content.Document.Settings) is null) return new Refusal("attempts-unlimited", "Learners can try this quiz as often as they like: there is nothing to give.");
        var now = clock.GetUtcNow();
        var given = ExtraAttempt.Give(learner.EnrolmentId, activityId, reason, me.Id, now);
        if (given.Refusal is not null) return given;
        db.Add(given.Value);
        db.Notify(learner.LearnerId, "You have been given another attempt at {0}", [quiz.Title], QuizActivity.Address(activityId), now);
        await db.SaveChangesAsync(cancel);
        return given;
    }
}
