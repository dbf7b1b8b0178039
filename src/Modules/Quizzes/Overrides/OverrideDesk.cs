using System.Linq.Expressions;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Notifications;
using Lectern.People;
using Lectern.People.Units;
using Lectern.Progress.Following;

namespace Lectern.Quizzes.Overrides;

/// <summary>A unit that learners of a course belong to.</summary>
/// <param name="Learners">How many.</param>
public sealed record UnitOfLearners(Id<Scope> Id, string Name, string Path, int Learners);

/// <summary>Where the rules of a quiz are made otherwise for one learner or for a unit, for pages and programs alike. The learners are told that they are, not why.</summary>
internal sealed class OverrideDesk(LecternDb db, TimeProvider clock)
{
    private const string Told = "Other rules hold for you at {0}", ToldBack = "The usual rules hold for you again at {0}";

    /// <summary>Saves it; null when the course has no such quiz.</summary>
    public async Task<Outcome<QuizOverride>?> Set(FollowedLearner learner, Id<Activity> activityId, OverriddenRules rules, string? reason, Me me, CancellationToken cancel) =>
        learner.Activity(activityId, QuizActivity.Kind) is not { } quiz ? (Outcome<QuizOverride>?)null
        : await Set(Of(learner.EnrolmentId, activityId), () => new QuizOverride(learner.EnrolmentId, activityId), quiz, [learner.LearnerId], rules, reason, me, cancel);

    /// <summary>Saves that of a unit, which learners of the course must belong to.</summary>
    public async Task<Outcome<QuizOverride>> Set(PublishedQuiz quiz, Id<Scope> unitId, OverriddenRules rules, string? reason, Me me, CancellationToken cancel) =>
        await LearnersOf(quiz.CourseId, unitId, cancel) is { Count: > 0 } learners
            ? await Set(Of(unitId, quiz.Quiz.Id), () => new QuizOverride(unitId, quiz.Quiz.Id), quiz.Quiz, learners, rules, reason, me, cancel)
            : new Refusal("unit-unknown", "No learner of this course belongs to this unit.", "unit");

    /// <summary>False when there was nothing to take back.</summary>
    public Task<bool> TakeBack(FollowedLearner learner, Id<Activity> activityId, CancellationToken cancel) =>
        TakeBack(Of(learner.EnrolmentId, activityId), learner.Activity(activityId, QuizActivity.Kind), [learner.LearnerId], cancel);

    /// <summary>False when there was nothing to take back.</summary>
    public async Task<bool> TakeBack(PublishedQuiz quiz, Id<Scope> unitId, CancellationToken cancel) =>
        await TakeBack(Of(unitId, quiz.Quiz.Id), quiz.Quiz, await LearnersOf(quiz.CourseId, unitId, cancel), cancel);

    /// <summary>The units that learners of a course belong to, the institution first. One statement.</summary>
    public async Task<List<UnitOfLearners>> UnitsOf(Id<Course> courseId, CancellationToken cancel)
    {
        var (members, enrolments) = (db.UnitMembers, db.Enrolments);
        return await (
            from unit in db.Scopes.AsNoTracking()
            where unit.Kind == ScopeKind.Unit
            let learners = members.Where(m => m.UnitId == unit.Id && enrolments.Any(e => e.CourseId == courseId && e.LearnerId == m.PersonId && e.Status == EnrolmentStatus.Active)).Select(m => m.PersonId).Distinct().Count()
            where learners > 0
            orderby unit.Path
            select new UnitOfLearners(unit.Id, unit.Name, unit.Path, learners)).ToListAsync(cancel);
    }

    private async Task<Outcome<QuizOverride>> Set(
        Expression<Func<QuizOverride, bool>> which, Func<QuizOverride> make, OutlineActivity quiz, IReadOnlyCollection<Id<Person>> learners, OverriddenRules rules, string? reason, Me me, CancellationToken cancel) => await db.Retried<Outcome<QuizOverride>>(async () =>
    {
        var now = clock.GetUtcNow();
        var kept = await db.QuizOverrides.SingleOrDefaultAsync(which, cancel);
        var agreed = kept ?? make();
        if (agreed.Set(rules, reason, me.Id, now) is { } refusal) return refusal;
        if (kept is null) db.Add(agreed);
        foreach (var learner in learners) db.Notify(learner, Told, [quiz.Title], QuizActivity.Address(quiz.Id), now);
        await db.SaveChangesAsync(cancel);
        return agreed;
    });

    private async Task<bool> TakeBack(Expression<Func<QuizOverride, bool>> which, OutlineActivity? quiz, IReadOnlyCollection<Id<Person>> learners, CancellationToken cancel) => await db.Retried(async () =>
    {
        if (await db.QuizOverrides.SingleOrDefaultAsync(which, cancel) is not { } agreed) return false;
        agreed.End();
        db.Remove(agreed);
        if (quiz is not null)
            foreach (var learner in learners) db.Notify(learner, ToldBack, [quiz.Title], QuizActivity.Address(quiz.Id), clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return true;
    });

    private Task<List<Id<Person>>> LearnersOf(Id<Course> courseId, Id<Scope> unitId, CancellationToken cancel)
    {
        var members = db.UnitMembers;
        return db.Enrolments.Where(e => e.CourseId == courseId && e.Status == EnrolmentStatus.Active && members.Any(m => m.UnitId == unitId && m.PersonId == e.LearnerId)).Select(e => e.LearnerId).ToListAsync(cancel);
    }

    private static Expression<Func<QuizOverride, bool>> Of(Id<CourseEnrolment> enrolmentId, Id<Activity> activityId) => o => o.EnrolmentId == enrolmentId && o.ActivityId == activityId;

    private static Expression<Func<QuizOverride, bool>> Of(Id<Scope> unitId, Id<Activity> activityId) => o => o.UnitId == unitId && o.ActivityId == activityId;
}
