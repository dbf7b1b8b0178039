using Microsoft.AspNetCore.Components;

namespace Lectern.Courses;

/// <summary>The builder: the draft outline, with one part of it open beside.</summary>
internal static class ShowBuilder
{
    internal static Task<IResult> Handle(Id<Course> id, string? activity, string? module, string? removed, string? conflict,
        Visitor visitor, Builder builder, CancellationToken cancel) =>
        builder.Show(id, visitor, new BuilderView
        {
            Selected = Guid.TryParse(activity, out var a) ? a : Guid.TryParse(module, out var m) ? m : null,
            Removed = Guid.TryParse(removed, out var r) ? r : null,
            Notice = conflict is null ? null : Parts.Gone,
        }, cancel);
}

/// <summary>What of the builder is open, and what went wrong in it.</summary>
public sealed record BuilderView
{
    /// <summary>The module or activity whose settings are open.</summary>
    public Guid? Selected { get; init; }
    /// <summary>The module or activity that was just deleted and can be brought back.</summary>
    public Guid? Removed { get; init; }
    /// <summary>The panel whose form was refused (<see cref="IBuilderPanel"/>); null for the settings themselves.</summary>
    public string? Part { get; init; }
    /// <summary>What a form was refused for, and what was entered in it.</summary>
    public Refusal? Mistake { get; init; }
    public IReadOnlyDictionary<string, string>? Entered { get; init; }
    /// <summary>About the page as a whole.</summary>
    public Refusal? Notice { get; init; }
    /// <summary>What publishing was refused for.</summary>
    public IReadOnlyList<PublishingProblem> Problems { get; init; } = [];
}

/// <summary>Draws the builder; also again after a mistake.</summary>
public sealed class Builder(LecternDb db, ActivityKinds kinds, CourseTabs tabs, IEnumerable<IBuilderPanel> panels, Texts texts)
{
    public async Task<IResult> Show(Id<Course> id, Visitor visitor, BuilderView view, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();   // after a refusal the tracked course may be half changed
        var course = await db.Draft(id, cancel);
        if (course is null) return TypedResults.NotFound();
        var versions = db.CourseVersions;
        var published = course.PublishedVersionId is { } version ? await versions.AsNoTracking().SingleAsync(v => v.Id == version, cancel) : null;
        var changes = new DraftChanges(course, published?.Outline);

        var modules = course.DraftModules.Select(m => new BuilderModule(m.Id, m.Title, Drafting.Seen(m.Title),
            [.. m.DraftActivities.Select(a => Row(a, changes))])).ToList();
        var heading = tabs.Heading(course, await db.PathOf(course, cancel), "edit", visitor) with { Changes = changes.Count };
        var model = new BuilderModel(heading, modules,
            [.. kinds.All.OrderBy(k => k.Label, StringComparer.Ordinal).Select(k => new KindChoice(k.Name, texts[k.Label], k.Icon))],
            visitor.Local(course.DraftChangedAt), published is null ? null : visitor.Local(published.PublishedAt), view, Undo(course, view.Removed));
        model = model with { Parts = await Parts(course, visitor, view, cancel) };
        var options = new PageOptions(Crumbs: [new(texts["Teach"], "/teach"), new(course.Title)]);
        return view.Mistake is null && view.Problems.Count == 0
            ? Page.Of<BuilderPage>(course.Title, model, options)
            : Page.Refused<BuilderPage>(course.Title, model, options);
    }

    private async Task<IReadOnlyList<RenderFragment>> Parts(Course course, Visitor visitor, BuilderView view, CancellationToken cancel)
    {
        var activity = view.Selected is { } a ? course.ActivityOf(new(a)) : null;
        var module = activity is not null ? course.ModuleOf(activity.ModuleId) : view.Selected is { } m ? course.ModuleOf(new(m)) : null;
        if (module is null) return [];
        var parts = new List<RenderFragment>();
        foreach (var panel in panels.OrderBy(p => p.Position))
            if (await panel.Show(new(course, module, activity, visitor, view), cancel) is { } part) parts.Add(part);
        return parts;
    }

    private BuilderActivity Row(Activity activity, DraftChanges changes)
    {
        var kind = kinds[activity.Kind];
        return new(activity.Id, activity.ModuleId, activity.Title, activity.Minutes, activity.IsRequired, texts[kind.Label], kind.Icon,
            kind.EditorAddress(activity), kind.PlayerAddress(activity.Id) + "?preview=1", changes.Of(activity), Drafting.Seen(activity));
    }

    private static Undo? Undo(Course course, Guid? removed)
    {
        if (removed is null) return null;
        if (course.Modules.FirstOrDefault(m => m.Id.Value == removed && m.RemovedAt is not null) is { } module)
            return new(module.Title, $"/courses/{course.Id}/modules/{module.Id}/restore");
        return course.Modules.SelectMany(m => m.Activities).FirstOrDefault(a => a.Id.Value == removed && a.RemovedAt is not null) is { } activity
            ? new(activity.Title, $"/courses/{course.Id}/activities/{activity.Id}/restore") : null;
    }
}

public sealed record BuilderModel(CourseHeading Heading, IReadOnlyList<BuilderModule> Modules, IReadOnlyList<KindChoice> Kinds,
    DateTimeOffset SavedAt, DateTimeOffset? PublishedAt, BuilderView View, Undo? Undo)
{
    /// <summary>What modules above have to set for what is open.</summary>
    public IReadOnlyList<RenderFragment> Parts { get; init; } = [];
    public BuilderActivity? Activity => Modules.SelectMany(m => m.Activities).FirstOrDefault(a => a.Id.Value == View.Selected);
    public BuilderModule? Module => Modules.FirstOrDefault(m => m.Id.Value == View.Selected);
    public int Activities => Modules.Sum(m => m.Activities.Count);
    public int Minutes => Modules.Sum(m => m.Minutes);
}

public sealed record BuilderModule(Id<CourseModule> Id, string Title, string Seen, IReadOnlyList<BuilderActivity> Activities)
{
    public int Minutes => Activities.Sum(a => a.Minutes);
}

public sealed record BuilderActivity(Id<Activity> Id, Id<CourseModule> ModuleId, string Title, int Minutes, bool IsRequired, string Kind, string Icon,
    string Editor, string Player, DraftState State, string Seen);

public sealed record KindChoice(string Name, string Label, string Icon);

/// <summary>Something that was just deleted, and where to post to have it back.</summary>
public sealed record Undo(string Title, string Action);
