using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Following;
using Lectern.Quizzes.Taking;
using Lectern.Web.Access;

namespace Lectern.Quizzes.Reviewing;

/// <summary>What one learner has done of a quiz, for those who follow them, and the way to give them another attempt.</summary>
internal static class ShowAttempts
{
    internal static async Task<IResult> Handle(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, Me me, LecternDb db, AttemptDesk desk, IScopes scopes, CancellationToken cancel) =>
        await View(id, enrolmentId, activityId, me, db, desk, scopes, null, null, cancel) ?? TypedResults.NotFound();

    /// <summary>The page; with a refusal and the form as it was sent. Null when there is no such learner or quiz.</summary>
    internal static async Task<IResult?> View(
        Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, Me me, LecternDb db, AttemptDesk desk, IScopes scopes, Refusal? refusal, PostedForm? form, CancellationToken cancel)
    {
        if (await FollowedLearner.Find(db, id, enrolmentId, cancel) is not { } learner || learner.Activity(activityId, QuizActivity.Kind) is not { } quiz) return null;
        if (await desk.Content(quiz.ContentId, cancel) is not { } content) return null;
        var path = await scopes.PathOf(id.Value, cancel);
        bool May(Capability what) => path is not null && me.Visitor.HoldsAt(what, path);
        var attempts = await desk.AttemptsOf(enrolmentId, activityId, cancel);
        var model = new ShowAttemptsPage.About(learner, quiz, content.Document.Settings, attempts, await Given(db, enrolmentId, activityId, cancel), May(QuizCapabilities.GiveAttempts), May(QuizCapabilities.MakeExceptions), refusal, form);
        return Page.Of<ShowAttemptsPage>(learner.Name, model, new PageOptions(Crumbs: learner.Crumbs(new Crumb(quiz.Title))), refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>The attempts that were given, the latest first.</summary>
    internal static async Task<List<GivenAttempt>> Given(LecternDb db, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, CancellationToken cancel) => await (
        from extra in db.ExtraAttempts.AsNoTracking()
        where extra.EnrolmentId == enrolmentId && extra.ActivityId == activityId
        join found in db.Set<Person>() on extra.GivenById equals found.Id into people
        from person in people.DefaultIfEmpty()
        orderby extra.GivenAt descending, extra.Id descending
        select new GivenAttempt(extra.GivenAt, person!.Name, extra.Reason)).ToListAsync(cancel);
}

/// <summary>An attempt that was given.</summary>
/// <param name="By">Null when they are no longer known here.</param>
public sealed record GivenAttempt(DateTimeOffset At, string? By, string Reason);
