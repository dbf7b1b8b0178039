using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Notifications;
using Lectern.People;
using Lectern.Progress.Following;

namespace Lectern.Quizzes.Overrides;

/// <summary>Where the rules of a quiz are made otherwise for one learner, for pages and programs alike. The learner is told that they are, not why.</summary>
internal sealed class OverrideDesk(LecternDb db, TimeProvider clock)
{
    /// <summary>Saves it; null when the course has no such quiz.</summary>
    public async Task<Outcome<QuizOverride>?> Set(FollowedLearner learner, Id<Activity> activityId, OverriddenRules rules, string? reason, Me me, CancellationToken cancel) => await db.Retried<Outcome<QuizOverride>?>(async () =>
    {
        if (learner.Activity(activityId, QuizActivity.Kind) is not { } quiz) return null;
        var now = clock.GetUtcNow();
        var kept = await Find(learner.EnrolmentId, activityId, cancel);
        var agreed = kept ?? new QuizOverride(learner.EnrolmentId, activityId);
        if (agreed.Set(rules, reason, me.Id, now) is { } refusal) return refusal;
        if (kept is null) db.Add(agreed);
        db.Notify(learner.LearnerId, "Other rules hold for you at {0}", [quiz.Title], QuizActivity.Address(activityId), now);
        await db.SaveChangesAsync(cancel);
        return agreed;
    });

    /// <summary>False when there was nothing to take back.</summary>
    public async Task<bool> TakeBack(FollowedLearner learner, Id<Activity> activityId, CancellationToken cancel) => await db.Retried(async () =>
    {
        if (await Find(learner.EnrolmentId, activityId, cancel) is not { } agreed) return false;
        agreed.End();
        db.Remove(agreed);
        if (learner.Activity(activityId, QuizActivity.Kind) is { } quiz) db.Notify(learner.LearnerId, "The usual rules hold for you again at {0}", [quiz.Title], QuizActivity.Address(activityId), clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return true;
    });

    private Task<QuizOverride?> Find(Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, CancellationToken cancel)
    {
        var overrides = db.QuizOverrides;
        return overrides.SingleOrDefaultAsync(o => o.EnrolmentId == enrolmentId && o.ActivityId == activityId, cancel);
    }
}
