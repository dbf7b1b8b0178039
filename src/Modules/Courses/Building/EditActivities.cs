using System.Globalization;
using Lectern.Web.Api;

namespace Lectern.Courses;

/// <summary>Activities of a draft: adding one of any kind, describing, deleting and bringing back. The door asked for course.edit at the course.</summary>
internal static class EditActivities
{
    internal static async Task<IResult> Add(Id<Course> id, [FromForm] string? kind, [FromForm] string? module, [FromForm] string? after,
        LecternDb db, ActivityKinds kinds, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        if (kinds.All.FirstOrDefault(k => k.Name == kind) is not { } chosen) return TypedResults.NotFound();
        var (outcome, activity) = await Add(db, kinds, id, chosen, texts[chosen.Label], null,
            course => Guid.TryParse(module, out var moduleId) ? course.ModuleOf(new(moduleId)) : course.DraftModules.LastOrDefault() ?? FirstModule(db, course, texts, clock),
            Guid.TryParse(after, out var afterId) ? new Id<Activity>(afterId) : null, clock, cancel);
        return outcome switch
        {
            null => TypedResults.NotFound(),
            { Refusal: not null } => Page.SeeOther($"/courses/{id}/edit?conflict=1"),
            _ => Page.SeeOther($"/courses/{id}/edit?activity={activity!.Id}"),
        };
    }

    internal static async Task<IResult> Describe(Id<Course> id, Id<Activity> activityId, [FromForm] string? title, [FromForm] string? minutes, [FromForm] string? required,
        [FromForm] string? seen, Visitor visitor, Builder builder, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        var length = int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return await Describe(db, id, activityId, _ => (title ?? "", length, required is not null), seen, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } when refusal == Parts.Gone => Page.SeeOther($"/courses/{id}/edit?conflict=1"),
            { Refusal: { } refusal } => await builder.Show(id, visitor, new()
            {
                Selected = activityId.Value,
                Mistake = refusal,
                Entered = new Dictionary<string, string> { ["title"] = title ?? "", ["minutes"] = minutes ?? "", ["required"] = required ?? "" },
            }, cancel),
            _ => Page.SeeOther($"/courses/{id}/edit?activity={activityId}"),
        };
    }

    internal static async Task<IResult> Delete(Id<Course> id, Id<Activity> activityId, LecternDb db, TimeProvider clock, CancellationToken cancel) =>
        await Delete(db, id, activityId, clock, cancel) is null ? TypedResults.NotFound() : Page.SeeOther($"/courses/{id}/edit?removed={activityId}");

    internal static async Task<IResult> Restore(Id<Course> id, Id<Activity> activityId, LecternDb db, TimeProvider clock, CancellationToken cancel) =>
        await db.Change(id, course =>
        {
            if (course.Modules.SelectMany(m => m.Activities).FirstOrDefault(a => a.Id == activityId) is not { } activity) return Parts.Gone;
            course.Restore(activity, clock.GetUtcNow());
            return null;
        }, cancel) is null ? TypedResults.NotFound() : Page.SeeOther($"/courses/{id}/edit?activity={activityId}");

    internal static async Task<IResult> AddFromProgram(Id<Course> id, NewActivity asked, LecternDb db, ActivityKinds kinds, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        if (kinds.All.FirstOrDefault(k => k.Name == asked.Kind) is not { } kind)
            return new Refusal("kind-unknown", "There is no such kind of activity. There are: {0}.", "Kind", string.Join(", ", kinds.All.Select(k => k.Name).Order(StringComparer.Ordinal))).ToProblem(texts);
        if (Parts.TitleRefusal(asked.Title ?? "") is { } refusal) return refusal.ToProblem(texts);
        var (outcome, activity) = await Add(db, kinds, id, kind, asked.Title!, asked.Minutes, course => course.ModuleOf(new(asked.ModuleId)), null, clock, cancel);
        return outcome switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } no } => ForPrograms.Problem(no, texts),
            _ => TypedResults.Created($"/api/v1/courses/{id}", ActivityInFull.Of(activity!)),
        };
    }

    internal static async Task<IResult> ChangeFromProgram(Id<Course> id, Id<Activity> activityId, ActivityPatch asked, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        await Describe(db, id, activityId, a => (asked.Title ?? a.Title, asked.Minutes ?? a.Minutes, asked.IsRequired ?? a.IsRequired), null, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => ForPrograms.Problem(refusal, texts),
            { Value: var course } => TypedResults.Ok(ActivityInFull.Of(course.ActivityOf(activityId)!)),
        };

    internal static async Task<IResult> DeleteFromProgram(Id<Course> id, Id<Activity> activityId, LecternDb db, TimeProvider clock, CancellationToken cancel) =>
        await Delete(db, id, activityId, clock, cancel) is { Refusal: null } ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<(Outcome<Course>? Outcome, Activity? Activity)> Add(LecternDb db, ActivityKinds kinds, Id<Course> id, IActivityKind kind, string title, int? minutes,
        Func<Course, CourseModule?> moduleOf, Id<Activity>? after, TimeProvider clock, CancellationToken cancel)
    {
        Activity? activity = null;
        if (minutes is < 0 or > 6000) return (new Refusal("minutes-out-of-range", "Enter a number of minutes from 0 to 6000.", nameof(Activity.Minutes)), null);
        var outcome = await db.Change(id, async course =>
        {
            if (moduleOf(course) is not { } module) return Parts.Gone;
            activity = await CourseDraft.Add(db, kinds, course, module, kind.Name, title, minutes, clock.GetUtcNow(), cancel);
            var place = module.DraftActivities.ToList().FindIndex(a => a.Id == after);
            if (place >= 0) course.Place(activity, module, place + 1, clock.GetUtcNow());
            return null;
        }, cancel);
        return (outcome, activity);
    }

    private static CourseModule FirstModule(LecternDb db, Course course, Texts texts, TimeProvider clock)
    {
        var module = course.AddModule(texts["Module {0}", 1], clock.GetUtcNow());
        db.CourseModules.Add(module);
        return module;
    }

    private static Task<Outcome<Course>?> Describe(LecternDb db, Id<Course> id, Id<Activity> activityId, Func<Activity, (string Title, int Minutes, bool IsRequired)> wanted,
        string? seen, TimeProvider clock, CancellationToken cancel) =>
        db.Change(id, course =>
        {
            if (course.ActivityOf(activityId) is not { } activity) return Parts.Gone;
            if (seen is not null && seen != Drafting.Seen(activity)) return Parts.ChangedMeanwhile;
            var (title, minutes, isRequired) = wanted(activity);
            return course.Describe(activity, title, minutes, isRequired, clock.GetUtcNow());
        }, cancel);

    private static Task<Outcome<Course>?> Delete(LecternDb db, Id<Course> id, Id<Activity> activityId, TimeProvider clock, CancellationToken cancel) =>
        db.Change(id, course =>
        {
            if (course.ActivityOf(activityId) is not { } activity) return Parts.Gone;
            course.Remove(activity, clock.GetUtcNow());
            return null;
        }, cancel);
}

/// <summary>What a program sends to add an activity.</summary>
public sealed record NewActivity(Guid ModuleId, string? Kind, string? Title, int? Minutes);

/// <summary>What a program sends to change an activity; what is left out stays.</summary>
public sealed record ActivityPatch(string? Title, int? Minutes, bool? IsRequired);
