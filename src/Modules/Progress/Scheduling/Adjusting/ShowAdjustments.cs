using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Availability;
using Lectern.Progress.Following;
using Lectern.Web.Api;

namespace Lectern.Progress.Scheduling.Adjusting;

/// <summary>The dates of one learner, what was agreed with them, and the forms to agree on more.</summary>
internal static class ShowAdjustments
{
    internal static Task<IResult> Handle(Id<Course> id, Id<CourseEnrolment> enrolmentId, Visitor visitor, AdjustmentsView view, CancellationToken cancel) => view.Draw(id, enrolmentId, null, visitor, cancel);

    internal static async Task<IResult> ForProgram(Id<Course> id, Id<CourseEnrolment> enrolmentId, LecternDb db, CancellationToken cancel)
    {
        if (await AdjustedLearner.Find(db, id, enrolmentId, cancel) is not { } learner) return TypedResults.NotFound();
        var dates = learner.Dates;
        return TypedResults.Ok(new LearnersDatesListed(dates.OpensAt, dates.EndsAt, [.. dates.Due.Select(d => new DueListed(d.Key, d.Value)).OrderBy(d => d.DueAt)], [.. learner.All.Select(AdjustmentListed.Of)]));
    }
}

/// <summary>Draws the page of what was agreed with a learner, and answers its forms.</summary>
internal sealed class AdjustmentsView(LecternDb db, AvailabilityRules availability, Texts texts, TimeProvider clock)
{
    /// <summary>Back to the page, with what happened; or the page with the form and its mistake.</summary>
    internal async Task<IResult> Answer(Id<Course> id, Id<CourseEnrolment> enrolmentId, string? form, PostedForm? entered, string done, Visitor visitor, Task<Outcome<ScheduleAdjustment>?> work, CancellationToken cancel)
    {
        var outcome = await work;
        if (outcome is null) return TypedResults.NotFound();
        if (outcome.Value.Refusal is not { } refusal) return Page.SeeOther(AddressOf(id, enrolmentId), done);
        db.ChangeTracker.Clear();
        return await Draw(id, enrolmentId, new AdjustmentMistake(form, refusal, entered), visitor, cancel);
    }

    internal static IResult Answer(Outcome<ScheduleAdjustment>? outcome, Texts texts, bool isNew = true) => outcome switch
    {
        null => TypedResults.NotFound(),
        { Refusal: { } refusal } => refusal.ToProblem(texts),
        { Value: var made } => isNew ? TypedResults.Json(AdjustmentListed.Of(made), statusCode: StatusCodes.Status201Created) : TypedResults.Ok(AdjustmentListed.Of(made)),
    };

    internal static string AddressOf(Id<Course> id, Id<CourseEnrolment> enrolmentId) => $"{FollowedLearner.AddressOf(id, enrolmentId)}/schedule";

    internal async Task<IResult> Draw(Id<Course> id, Id<CourseEnrolment> enrolmentId, AdjustmentMistake? mistake, Visitor visitor, CancellationToken cancel)
    {
        if (await AdjustedLearner.Find(db, id, enrolmentId, cancel) is not { } learner) return TypedResults.NotFound();
        var statuses = (await LessonsSoFar.Of(db, enrolmentId, cancel)).ToDictionary(l => l.Key, l => l.Value.Status);
        var settled = statuses.Where(lesson => lesson.Value.IsSettled).ToDictionary();
        var waiting = new Dictionary<Id<Activity>, string>();
        foreach (var activity in learner.Learner.Outline.Modules.SelectMany(m => m.Activities.SelectMany(a => new[] { m.Availability, a.Availability }.OfType<Rule>().SelectMany(availability.Needed).Select(needed => (needed.Lesson, a.Title)))))
            waiting.TryAdd(activity.Lesson, activity.Title);
        var people = learner.All.SelectMany(a => new[] { a.ById, a.RevokedById ?? a.ById }).Distinct().ToList();
        var names = people.Count == 0 ? [] : await db.Set<Person>().Where(p => people.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        var model = new AdjustmentsModel(learner.Learner, learner.Dates, settled, waiting, [.. learner.All.AsEnumerable().Reverse()], names, learner.ZoneFor(visitor), clock.GetUtcNow(), mistake);
        var options = new PageOptions(Crumbs: [.. learner.Learner.Crumbs(new Crumb(texts["Dates"]))]);
        return mistake is null ? Page.Of<AdjustmentsPage>(learner.Learner.Name, model, options) : Page.Refused<AdjustmentsPage>(learner.Learner.Name, model, options);
    }
}

/// <param name="Form">Which of the forms; null for a button.</param>
public sealed record AdjustmentMistake(string? Form, Refusal Refusal, PostedForm? Entered);

/// <param name="Settled">The lessons of which nothing is left to do, and how they stand.</param>
/// <param name="Waiting">By the lesson whose pass or score it waits for: a lesson that a waiver doesn't open.</param>
/// <param name="All">What was agreed, the latest first.</param>
/// <param name="Names">Of those who agreed or took back, as far as they are known.</param>
public sealed record AdjustmentsModel(FollowedLearner Learner, LearnersDates Dates, IReadOnlyDictionary<Id<Activity>, ActivityStatus> Settled, IReadOnlyDictionary<Id<Activity>, string> Waiting, IReadOnlyList<ScheduleAdjustment> All, IReadOnlyDictionary<Id<Person>, string> Names, string Zone, DateTimeOffset Now, AdjustmentMistake? Mistake)
{
    public string Address => AdjustmentsView.AddressOf(Learner.CourseId, Learner.EnrolmentId);
}

/// <summary>What was agreed with a learner, as programs get it.</summary>
/// <param name="Terms">The later date, or the first and the last day of a break, as ISO 8601 writes them; empty for a waiver.</param>
/// <param name="Lessons">Of a waiver: the lessons that aren't asked of the learner.</param>
public sealed record AdjustmentListed(Id<ScheduleAdjustment> Id, AdjustmentKind Kind, Id<Activity>? ActivityId, string Terms, IReadOnlyList<Id<Activity>> Lessons, string Zone, string Reason, Id<Person> ById, DateTimeOffset At, DateTimeOffset? RevokedAt, Id<Person>? RevokedById)
{
    internal static AdjustmentListed Of(ScheduleAdjustment a) => new(a.Id, a.Kind, a.ActivityId, a.Terms, a.Lessons, a.Zone, a.Reason, a.ById, a.At, a.RevokedAt, a.RevokedById);
}

public sealed record DueListed(Id<Activity> ActivityId, DateTimeOffset DueAt);

/// <summary>The dates of one learner.</summary>
public sealed record LearnersDatesListed(DateTimeOffset? OpensAt, DateTimeOffset? EndsAt, IReadOnlyList<DueListed> Due, IReadOnlyList<AdjustmentListed> Adjustments);
