namespace Lectern.Courses;

/// <summary>How a part of the draft stands to the published version.</summary>
public enum DraftState { Published, Edited, New }

/// <summary>What publishing would change for learners.</summary>
internal sealed class DraftChanges
{
    private readonly Dictionary<Id<Activity>, OutlineActivity> _published;
    private readonly HashSet<Id<CourseModule>> _publishedModules;
    private readonly DateTimeOffset _publishedAt;

    internal DraftChanges(Course course, Outline? published)
    {
        _published = published?.Activities.ToDictionary(a => a.Id) ?? [];
        _publishedModules = [.. published?.Modules.Select(m => m.Id) ?? []];
        _publishedAt = course.PublishedAt ?? DateTimeOffset.MinValue;
        if (published is null) return;

        var modules = course.DraftModules.ToList();
        var activities = modules.SelectMany(m => m.DraftActivities).ToList();
        Count = modules.Count(m => !_publishedModules.Contains(m.Id))
            + published.Modules.Count(was => modules.All(m => m.Id != was.Id))
            + modules.Count(m => published.Modules.Any(was => was.Id == m.Id && (was.Title != m.Title || !Rule.Same(was.Availability, m.Availability) || was.IsHiddenWhileLocked != m.IsHiddenWhileLocked)))
            + activities.Count(a => Of(a) != DraftState.Published)
            + _published.Keys.Count(id => activities.All(a => a.Id != id))
            + (SameOrder(published, modules) ? 0 : 1);
    }

    /// <summary>Modules and activities that are new, gone or edited, and one for a different order; 0 before the first version.</summary>
    internal int Count { get; }

    internal DraftState Of(Activity activity) =>
        !_published.TryGetValue(activity.Id, out var was) ? DraftState.New
        : was.Title != activity.Title || was.Minutes != activity.Minutes || was.IsRequired != activity.IsRequired || activity.ChangedAt > _publishedAt ? DraftState.Edited
        : DraftState.Published;

    private static bool SameOrder(Outline published, List<CourseModule> modules)
    {
        var before = published.Modules.SelectMany(m => m.Activities.Select(a => (m.Id, a.Id))).ToList();
        var now = modules.SelectMany(m => m.DraftActivities.Select(a => (m.Id, a.Id))).ToList();
        return before.Intersect(now).SequenceEqual(now.Intersect(before));
    }
}
