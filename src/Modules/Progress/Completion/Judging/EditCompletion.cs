using Lectern.Courses;
using Lectern.Progress.Rules;
using Lectern.Web.Api;

namespace Lectern.Progress.Completion.Judging;

/// <summary>An author says when a lesson of the draft counts as done. It holds for learners when it is published. The door asked for course.edit at the course.</summary>
internal static class EditCompletion
{
    internal const string Part = "completion";

    internal static async Task<IResult> Handle(Id<Course> id, Id<Activity> activityId, PostedForm form, Visitor visitor, Builder builder, LecternDb db, ActivityKinds kinds, CompletionRules rules, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.Draft(id, cancel) is not { } course) return TypedResults.NotFound();
        if (course.ActivityOf(activityId) is not { } activity) return Page.SeeOther($"/courses/{id}/edit?conflict=1");
        var context = new RuleContext(texts, visitor, course.DraftOutline(), clock.GetUtcNow());
        var entered = rules.Reading.FromForm(form, rules.For(kinds[activity.Kind])[0].Name, context);
        return await Change(db, id, activityId, entered, kinds, rules, context, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } when refusal == Parts.Gone => Page.SeeOther($"/courses/{id}/edit?conflict=1"),
            { Refusal: { } refusal } => await builder.Show(id, visitor, new() { Selected = activityId.Value, Part = Part, Mistake = refusal, Entered = new Dictionary<string, string> { [Part] = entered!.Write() } }, cancel),
            _ => Page.SeeOther($"/courses/{id}/edit?activity={activityId}#{Part}"),
        };
    }

    internal static async Task<IResult> FromProgram(Id<Course> id, Id<Activity> activityId, SentRule sent, Visitor visitor, LecternDb db, ActivityKinds kinds, CompletionRules rules, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.Draft(id, cancel) is not { } course) return TypedResults.NotFound();
        return await Change(db, id, activityId, sent.Rule, kinds, rules, new(texts, visitor, course.DraftOutline(), clock.GetUtcNow()), clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } when refusal == Parts.Gone => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            { Value: var changed } => TypedResults.Ok(new SentRule(changed.ActivityOf(activityId)!.Completion)),
        };
    }

    internal static async Task<Results<Ok<SentRule>, NotFound>> ForProgram(Id<Course> id, Id<Activity> activityId, LecternDb db, CancellationToken cancel) =>
        (await db.Draft(id, cancel))?.ActivityOf(activityId) is { } activity ? TypedResults.Ok(new SentRule(activity.Completion)) : TypedResults.NotFound();

    private static Task<Outcome<Course>?> Change(LecternDb db, Id<Course> id, Id<Activity> activityId, Rule? wanted, ActivityKinds kinds, CompletionRules rules, RuleContext context, TimeProvider clock, CancellationToken cancel) =>
        db.Change(id, course =>
        {
            if (course.ActivityOf(activityId) is not { } activity) return Parts.Gone;
            var read = rules.Reading.Check(wanted, context);
            if (read.Refusal is { } refusal) return refusal;
            var offered = rules.For(kinds[activity.Kind]).Select(c => c.Name).ToHashSet();
            if (read.Value?.Clauses.FirstOrDefault(c => !offered.Contains(c.Kind!)) is { } strange)
                return new Refusal("condition-not-reported", "This lesson never says that: {0}. Take the condition out.", RuleReading.Root, rules.Words(strange, context));
            course.Judge(activity, read.Value, clock.GetUtcNow());
            return null;
        }, cancel);
}

/// <summary>A rule as programs send and get it; null for none.</summary>
public sealed record SentRule(Rule? Rule);
