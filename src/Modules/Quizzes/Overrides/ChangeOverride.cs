using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Following;
using Lectern.Quizzes.Authoring;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.Reviewing;
using Lectern.Quizzes.Taking;
using Lectern.Web.Access;
using Lectern.Web.Api;

namespace Lectern.Quizzes.Overrides;

/// <summary>An instructor makes the rules of a quiz otherwise for one learner or for a unit, or takes that back.</summary>
internal static class ChangeOverride
{
    internal static async Task<IResult> Handle(
        Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, PostedForm form, Me me, LecternDb db, AttemptDesk desk, OverrideDesk overrides, IScopes scopes, Texts texts, CancellationToken cancel)
    {
        if (await FollowedLearner.Find(db, id, enrolmentId, cancel) is not { } learner) return TypedResults.NotFound();
        var read = Read(form, me.Visitor);
        var set = read.Refusal is { } unread ? unread : await overrides.Set(learner, activityId, read.Value, form["overrideReason"], me, cancel);
        if (set is null) return TypedResults.NotFound();
        return set.Value.Refusal is { } refusal
            ? await ShowAttempts.View(id, enrolmentId, activityId, me, db, desk, scopes, refusal, form, cancel) ?? TypedResults.NotFound()
            : Page.SeeOther(learner.AttemptsAt(activityId), texts["Saved. It holds at once, also for an attempt that is open."]);
    }

    internal static async Task<IResult> HandleEnd(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, LecternDb db, OverrideDesk overrides, Texts texts, CancellationToken cancel) =>
        await FollowedLearner.Find(db, id, enrolmentId, cancel) is { } learner && await overrides.TakeBack(learner, activityId, cancel)
            ? Page.SeeOther(learner.AttemptsAt(activityId), texts["Taken back. The usual rules hold again."])
            : TypedResults.NotFound();

    internal static async Task<IResult> HandleUnit(Id<Course> id, Id<Activity> activityId, PostedForm form, Me me, LecternDb db, OverrideDesk overrides, IScopes scopes, Texts texts, CancellationToken cancel)
    {
        if (await PublishedQuiz.Find(db, id, activityId, cancel) is not { } quiz) return TypedResults.NotFound();
        if (!Id<Scope>.TryParse(form["unit"], null, out var unit)) return await ListOverrides.View(quiz, null, me, db, overrides, scopes, UnitMissing, form, cancel);
        var read = Read(form, me.Visitor);
        var set = read.Refusal is { } unread ? unread : await overrides.Set(quiz, unit, read.Value, form["overrideReason"], me, cancel);
        return set.Refusal is { } refusal
            ? await ListOverrides.View(quiz, unit, me, db, overrides, scopes, refusal, form, cancel)
            : Page.SeeOther(ListOverrides.Address(id, activityId), texts["Saved. It holds at once, also for an attempt that is open."]);
    }

    internal static async Task<IResult> HandleUnitEnd(Id<Course> id, Id<Activity> activityId, PostedForm form, LecternDb db, OverrideDesk overrides, Texts texts, CancellationToken cancel) =>
        await PublishedQuiz.Find(db, id, activityId, cancel) is { } quiz && Id<Scope>.TryParse(form["unit"], null, out var unit) && await overrides.TakeBack(quiz, unit, cancel)
            ? Page.SeeOther(ListOverrides.Address(id, activityId), texts["Taken back. The usual rules hold again."])
            : TypedResults.NotFound();

    internal static async Task<IResult> UnitFromProgram(Id<Course> id, Id<Scope> unitId, Id<Activity> activityId, SentOverride sent, Me me, LecternDb db, OverrideDesk overrides, Texts texts, CancellationToken cancel)
    {
        if (await PublishedQuiz.Find(db, id, activityId, cancel) is not { } quiz) return TypedResults.NotFound();
        var set = await overrides.Set(quiz, unitId, sent.Rules, sent.Reason, me, cancel);
        return set.Refusal is { } refusal ? refusal.ToProblem(texts) : TypedResults.Ok(ShownOverride.Of(set.Value));
    }

    internal static async Task<IResult> EndUnitFromProgram(Id<Course> id, Id<Scope> unitId, Id<Activity> activityId, LecternDb db, OverrideDesk overrides, CancellationToken cancel) =>
        await PublishedQuiz.Find(db, id, activityId, cancel) is { } quiz && await overrides.TakeBack(quiz, unitId, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static readonly Refusal UnitMissing = new("unit-missing", "Choose a unit.", "unit");

    internal static async Task<IResult> FromProgram(
        Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, SentOverride sent, Me me, LecternDb db, OverrideDesk overrides, Texts texts, CancellationToken cancel)
    {
        if (await FollowedLearner.Find(db, id, enrolmentId, cancel) is not { } learner) return TypedResults.NotFound();
        if (await overrides.Set(learner, activityId, sent.Rules, sent.Reason, me, cancel) is not { } set) return TypedResults.NotFound();
        return set.Refusal is { } refusal ? refusal.ToProblem(texts) : TypedResults.Ok(ShownOverride.Of(set.Value));
    }

    internal static async Task<IResult> EndFromProgram(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, LecternDb db, OverrideDesk overrides, CancellationToken cancel) =>
        await FollowedLearner.Find(db, id, enrolmentId, cancel) is { } learner && await overrides.TakeBack(learner, activityId, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static Outcome<OverriddenRules> Read(PostedForm form, Visitor author)
    {
        if (!QuizSettingsForm.Number(form["TimeLimitMinutes"], out var minutes)) return new Refusal("time-limit-out-of-range", "Enter a number of minutes from 0 to 1,440; 0 for no limit.", nameof(OverriddenRules.TimeLimitMinutes));
        if (!QuizSettingsForm.Number(form["AttemptsAllowed"], out var attempts)) return new Refusal("attempts-out-of-range", "Enter a number of attempts from 0 to 100; 0 for any number.", nameof(OverriddenRules.AttemptsAllowed));
        if (!author.Instant(form["OpensAt"], out var opens)) return new Refusal("date-missing", "Enter a day and a time.", nameof(OverriddenRules.OpensAt));
        if (!author.Instant(form["ClosesAt"], out var closes)) return new Refusal("date-missing", "Enter a day and a time.", nameof(OverriddenRules.ClosesAt));
        return new OverriddenRules { OpensAt = opens, ClosesAt = closes, TimeLimitMinutes = minutes, AttemptsAllowed = attempts, Password = PlainText.Line(form["Password"]) is { Length: > 0 } line ? line : null };
    }
}

/// <param name="TimeLimitMinutes">1 to 1,440; 0 for no limit; null as the quiz says.</param>
/// <param name="AttemptsAllowed">1 to 100; 0 for any number; null as the quiz says.</param>
/// <param name="Reason">One line, at most 500 characters; the learner doesn't see it.</param>
internal sealed record SentOverride(DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt, int? TimeLimitMinutes, int? AttemptsAllowed, string? Password, string? Reason)
{
    internal OverriddenRules Rules => new() { OpensAt = OpensAt, ClosesAt = ClosesAt, TimeLimitMinutes = TimeLimitMinutes, AttemptsAllowed = AttemptsAllowed, Password = Password };
}

/// <param name="EnrolmentId">Null for that of a unit.</param>
/// <param name="UnitId">Null for that of one learner.</param>
internal sealed record ShownOverride(Id<CourseEnrolment>? EnrolmentId, Id<Scope>? UnitId, Id<Activity> ActivityId, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt, int? TimeLimitMinutes, int? AttemptsAllowed, string? Password, string Reason, DateTimeOffset SetAt)
{
    public static ShownOverride Of(QuizOverride agreed) =>
        new(agreed.EnrolmentId, agreed.UnitId, agreed.ActivityId, agreed.OpensAt, agreed.ClosesAt, agreed.TimeLimitMinutes, agreed.AttemptsAllowed, agreed.Password, agreed.Reason, agreed.SetAt);
}
