using System.Globalization;

namespace Lectern.Courses;

/// <summary>Puts a module or an activity elsewhere: dropped by pointer or keyboard, by the buttons of its menu, or by a program.</summary>
internal static class Reorder
{
    /// <summary>What the <c>reorder</c> controller posts: the thing, the list it was dropped in (a module's id; empty for the modules themselves) and its place there.</summary>
    internal static async Task<IResult> Drop(Id<Course> id, [FromForm] string? item, [FromForm] string? list, [FromForm] string? position,
        [FromForm] string? selected, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        if (!Guid.TryParse(item, out var thing) || !int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var place)) return TypedResults.NotFound();
        var outcome = Guid.TryParse(list, out var module)
            ? await Move(db, id, new Id<Activity>(thing), new Id<CourseModule>(module), _ => place, clock, cancel)
            : await Move(db, id, new Id<CourseModule>(thing), _ => place, clock, cancel);
        return Done(id, outcome, Guid.TryParse(selected, out var open) ? $"?activity={open}" : "");
    }

    /// <summary>The menu's buttons: <paramref name="to"/> is up, down, or a place from 1.</summary>
    internal static async Task<IResult> MoveModule(Id<Course> id, Id<CourseModule> moduleId, [FromForm] string? to, LecternDb db, TimeProvider clock, CancellationToken cancel) =>
        Done(id, await Move(db, id, moduleId, was => Target(was, to), clock, cancel), $"?module={moduleId}");

    /// <summary>The menu's buttons (up and down go on into the neighbouring module), or a module and a place from 1.</summary>
    internal static async Task<IResult> MoveActivity(Id<Course> id, Id<Activity> activityId, [FromForm] string? to, [FromForm] string? module,
        LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        var outcome = Guid.TryParse(module, out var target)
            ? await Move(db, id, activityId, new Id<CourseModule>(target), was => Target(was, to), clock, cancel)
            : await Step(db, id, activityId, to == "up" ? -1 : 1, clock, cancel);
        return Done(id, outcome, $"?activity={activityId}");
    }

    internal static async Task<IResult> ModuleFromProgram(Id<Course> id, Id<CourseModule> moduleId, NewPlace asked, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        Answer(await Move(db, id, moduleId, _ => asked.Position, clock, cancel), texts);

    internal static async Task<IResult> ActivityFromProgram(Id<Course> id, Id<Activity> activityId, NewPlace asked, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        Answer(await Move(db, id, activityId, asked.ModuleId is { } module ? new Id<CourseModule>(module) : null, _ => asked.Position, clock, cancel), texts);

    private static int Target(int was, string? to) => to switch
    {
        "up" => was - 1,
        "down" => was + 1,
        _ => int.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place - 1 : int.MaxValue,
    };

    private static Task<Outcome<Course>?> Move(LecternDb db, Id<Course> id, Id<CourseModule> moduleId, Func<int, int> to, TimeProvider clock, CancellationToken cancel) =>
        db.Change(id, course =>
        {
            if (course.ModuleOf(moduleId) is not { } module) return Parts.Gone;
            course.Place(module, to(course.DraftModules.ToList().IndexOf(module)), clock.GetUtcNow());
            return null;
        }, cancel);

    private static Task<Outcome<Course>?> Move(LecternDb db, Id<Course> id, Id<Activity> activityId, Id<CourseModule>? moduleId, Func<int, int> to, TimeProvider clock, CancellationToken cancel) =>
        db.Change(id, course =>
        {
            if (course.ActivityOf(activityId) is not { } activity || course.ModuleOf(moduleId ?? activity.ModuleId) is not { } module) return Parts.Gone;
            course.Place(activity, module, to(module.DraftActivities.ToList().IndexOf(activity)), clock.GetUtcNow());
            return null;
        }, cancel);

    private static Task<Outcome<Course>?> Step(LecternDb db, Id<Course> id, Id<Activity> activityId, int by, TimeProvider clock, CancellationToken cancel) =>
        db.Change(id, course =>
        {
            if (course.ActivityOf(activityId) is not { } activity) return Parts.Gone;
            var modules = course.DraftModules.ToList();
            var at = modules.FindIndex(m => m.Id == activity.ModuleId);
            var here = modules[at].DraftActivities.ToList();
            var place = here.IndexOf(activity) + by;
            if (place >= 0 && place < here.Count) course.Place(activity, modules[at], place, clock.GetUtcNow());
            else if (at + by >= 0 && at + by < modules.Count) course.Place(activity, modules[at + by], by < 0 ? int.MaxValue : 0, clock.GetUtcNow());
            return null;
        }, cancel);

    private static IResult Done(Id<Course> id, Outcome<Course>? outcome, string open) => outcome switch
    {
        null => TypedResults.NotFound(),
        { Refusal: not null } => Page.SeeOther($"/courses/{id}/edit?conflict=1"),
        _ => Page.SeeOther($"/courses/{id}/edit{open}"),
    };

    private static IResult Answer(Outcome<Course>? outcome, Texts texts) => outcome switch
    {
        null => TypedResults.NotFound(),
        { Refusal: { } refusal } => ForPrograms.Problem(refusal, texts),
        { Value: var course } => TypedResults.Ok(CourseInFull.Of(course)),
    };
}

/// <summary>Where a program wants a module or an activity: from 0; for an activity perhaps in another module.</summary>
public sealed record NewPlace(int Position, Guid? ModuleId = null);
