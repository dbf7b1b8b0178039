namespace Lectern.Courses;

/// <summary>What kind of difference there is between two versions, in the order in which they are told.</summary>
public enum VersionChangeKind { Added, Removed, Renamed, Edited, Reordered }

/// <summary>A difference between two versions. <paramref name="Title"/> is empty for a new order.</summary>
public sealed record VersionChange(VersionChangeKind Kind, string Title, string? Before = null);

/// <summary>Compares the outlines of two versions of a course.</summary>
internal static class VersionChanges
{
    /// <param name="before">Null for the first version: then all is new, and nothing is told.</param>
    internal static IReadOnlyList<VersionChange> Between(Outline? before, Outline now)
    {
        if (before is null) return [];
        List<VersionChange> changes =
        [
            .. Modules(before, now),
            .. Activities(before, now),
        ];
        if (!SameOrder(before, now)) changes.Add(new(VersionChangeKind.Reordered, ""));
        return [.. changes.OrderBy(c => c.Kind)];
    }

    private static IEnumerable<VersionChange> Modules(Outline before, Outline now)
    {
        var was = before.Modules.ToDictionary(m => m.Id);
        foreach (var module in now.Modules)
            if (!was.Remove(module.Id, out var earlier)) yield return new(VersionChangeKind.Added, module.Title);
            else
            {
                if (earlier.Title != module.Title) yield return new(VersionChangeKind.Renamed, module.Title, earlier.Title);
                if (!Rule.Same(earlier.Availability, module.Availability) || earlier.IsHiddenWhileLocked != module.IsHiddenWhileLocked) yield return new(VersionChangeKind.Edited, module.Title);
            }
        foreach (var gone in was.Values) yield return new(VersionChangeKind.Removed, gone.Title);
    }

    private static IEnumerable<VersionChange> Activities(Outline before, Outline now)
    {
        var was = before.Activities.ToDictionary(a => a.Id);
        foreach (var activity in now.Activities)
        {
            if (!was.Remove(activity.Id, out var earlier))
            {
                yield return new(VersionChangeKind.Added, activity.Title);
                continue;
            }

            if (earlier.Title != activity.Title) yield return new(VersionChangeKind.Renamed, activity.Title, earlier.Title);
            if (earlier.ContentId != activity.ContentId || earlier.Minutes != activity.Minutes || earlier.IsRequired != activity.IsRequired
                || !Rule.Same(earlier.Completion, activity.Completion) || !Rule.Same(earlier.Availability, activity.Availability) || earlier.IsHiddenWhileLocked != activity.IsHiddenWhileLocked) yield return new(VersionChangeKind.Edited, activity.Title);
        }

        foreach (var gone in was.Values) yield return new(VersionChangeKind.Removed, gone.Title);
    }

    private static bool SameOrder(Outline before, Outline now)
    {
        var was = before.Modules.SelectMany(m => m.Activities.Select(a => (m.Id, a.Id))).ToList();
        var here = now.Modules.SelectMany(m => m.Activities.Select(a => (m.Id, a.Id))).ToList();
        var common = was.Select(a => a.Item2).Intersect(here.Select(a => a.Item2)).ToHashSet();
        return was.Where(a => common.Contains(a.Item2)).SequenceEqual(here.Where(a => common.Contains(a.Item2)));
    }
}
