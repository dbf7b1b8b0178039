using Lectern.Courses;
using Lectern.Progress.Rules;
using Lectern.Web.Api;

namespace Lectern.Progress.Availability.Opening;

/// <summary>An author says when a module or a lesson of the draft is open. It holds for learners when it is published. The door asked for course.edit at the course.</summary>
internal static class EditAvailability
{
    internal const string Part = "availability";
    private const string Hidden = "hidden";

    internal static Task<IResult> OfActivity(Id<Course> id, Id<Activity> activityId, PostedForm form, Visitor visitor, Builder builder, LecternDb db, AvailabilityRules rules, ActivityKinds kinds, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        FromForm(id, activityId.Value, $"activity={activityId}", course => Target.Of(course, activityId), form, visitor, builder, db, rules, kinds, texts, clock, cancel);

    internal static Task<IResult> OfModule(Id<Course> id, Id<CourseModule> moduleId, PostedForm form, Visitor visitor, Builder builder, LecternDb db, AvailabilityRules rules, ActivityKinds kinds, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        FromForm(id, moduleId.Value, $"module={moduleId}", course => Target.Of(course, moduleId), form, visitor, builder, db, rules, kinds, texts, clock, cancel);

    internal static Task<IResult> OfActivityFromProgram(Id<Course> id, Id<Activity> activityId, SentAvailability sent, Visitor visitor, LecternDb db, AvailabilityRules rules, ActivityKinds kinds, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        FromProgram(id, course => Target.Of(course, activityId), sent, visitor, db, rules, kinds, texts, clock, cancel);

    internal static Task<IResult> OfModuleFromProgram(Id<Course> id, Id<CourseModule> moduleId, SentAvailability sent, Visitor visitor, LecternDb db, AvailabilityRules rules, ActivityKinds kinds, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        FromProgram(id, course => Target.Of(course, moduleId), sent, visitor, db, rules, kinds, texts, clock, cancel);

    private static async Task<IResult> FromForm(Id<Course> id, Guid selected, string open, Func<Course, Target?> targetOf, PostedForm form, Visitor visitor, Builder builder, LecternDb db, AvailabilityRules rules, ActivityKinds kinds, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.Draft(id, cancel) is not { } course || targetOf(course) is not { } target) return TypedResults.NotFound();
        var context = new RuleContext(texts, visitor, course.DraftOutline(), clock.GetUtcNow()) { Units = await db.UnitsToChoose(cancel), Kinds = kinds, About = target.ActivityId, AboutModule = target.ModuleId };
        var entered = rules.Reading.FromForm(form, rules.All[0].Name, context);
        return await Change(db, id, targetOf, entered, form.Ticked(Hidden), rules, context, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } when refusal == Parts.Gone => Page.SeeOther($"/courses/{id}/edit?conflict=1"),
            { Refusal: { } refusal } => await builder.Show(id, visitor, new()
            {
                Selected = selected, Part = Part, Mistake = refusal,
                Entered = new Dictionary<string, string> { [Part] = entered!.Write(), [Hidden] = form[Hidden] },
            }, cancel),
            _ => Page.SeeOther($"/courses/{id}/edit?{open}#{Part}"),
        };
    }

    private static async Task<IResult> FromProgram(Id<Course> id, Func<Course, Target?> targetOf, SentAvailability sent, Visitor visitor, LecternDb db, AvailabilityRules rules, ActivityKinds kinds, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.Draft(id, cancel) is not { } course || targetOf(course) is not { } target) return TypedResults.NotFound();
        var context = new RuleContext(texts, visitor, course.DraftOutline(), clock.GetUtcNow()) { Units = await db.UnitsToChoose(cancel), Kinds = kinds, About = target.ActivityId, AboutModule = target.ModuleId };
        return await Change(db, id, targetOf, sent.Rule, sent.IsHiddenWhileLocked, rules, context, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } when refusal == Parts.Gone => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            { Value: var changed } => TypedResults.Ok(targetOf(changed)!.Now),
        };
    }

    private static Task<Outcome<Course>?> Change(LecternDb db, Id<Course> id, Func<Course, Target?> targetOf, Rule? wanted, bool isHidden, AvailabilityRules rules, RuleContext context, TimeProvider clock, CancellationToken cancel) =>
        db.Change(id, course =>
        {
            if (targetOf(course) is not { } target) return Parts.Gone;
            var read = rules.Reading.Check(wanted, context);
            if (read.Refusal is { } refusal) return refusal;
            target.Open(read.Value, isHidden && read.Value is not null, clock.GetUtcNow());
            return null;
        }, cancel);

    /// <summary>A module or a lesson of a draft.</summary>
    private sealed record Target(Id<Activity>? ActivityId, Id<CourseModule> ModuleId, SentAvailability Now, Action<Rule?, bool, DateTimeOffset> Open)
    {
        internal static Target? Of(Course course, Id<Activity> id) =>
            course.ActivityOf(id) is { } activity ? new(id, activity.ModuleId, new(activity.Availability, activity.IsHiddenWhileLocked), (rule, isHidden, at) => course.Open(activity, rule, isHidden, at)) : null;

        internal static Target? Of(Course course, Id<CourseModule> id) =>
            course.ModuleOf(id) is { } module ? new(null, id, new(module.Availability, module.IsHiddenWhileLocked), (rule, isHidden, at) => course.Open(module, rule, isHidden, at)) : null;
    }
}

/// <summary>When a module or a lesson is open, as programs send and get it; a null rule is always.</summary>
public sealed record SentAvailability(Rule? Rule, bool IsHiddenWhileLocked = false);
