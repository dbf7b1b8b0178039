namespace Lectern.Scorm.Sequencing;

/// <summary>The activities of one organization, where the learner is among them, and what they share
/// (SCORM 2004 4th Ed. SN 2.1 and 4.2.1.7, global state information).</summary>
internal sealed class ActivityTree
{
    private readonly Dictionary<string, Activity> activities = new(StringComparer.Ordinal);

    internal ActivityTree(Organization organization, SequencingState state)
    {
        Organization = organization;
        Globals = new(state.Shared.Objectives);
        SharedData = new(state.Shared.Data);
        Root = Build(organization);
        foreach (var (id, saved) in state.Activities)
            if (activities.TryGetValue(id, out var activity)) activity.Restore(saved);
        Current = Find(state.Current);
        Suspended = Find(state.Suspended);
    }

    internal Organization Organization { get; }
    internal Activity Root { get; }
    internal Activity? Current { get; set; }
    internal Activity? Suspended { get; set; }
    internal Dictionary<string, ObjectiveValues> Globals { get; }
    internal Dictionary<string, string> SharedData { get; }

    internal Activity? Find(string? id) => id is null ? null : activities.GetValueOrDefault(id);

    /// <summary>The nearest activity that both are in, which may be one of them.</summary>
    internal static Activity CommonAncestor(Activity one, Activity other)
    {
        var ancestors = one.WithAncestors().ToHashSet();
        return other.WithAncestors().First(ancestors.Contains);
    }

    /// <summary>Whether <paramref name="target"/> comes after <paramref name="from"/> in a forward preorder traversal of the available activities.</summary>
    internal static bool IsForward(Activity from, Activity target)
    {
        if (from == target) return false;
        var common = CommonAncestor(from, target);
        if (common == from) return true;
        if (common == target) return false;
        return Activity.Index(Below(common, target)) > Activity.Index(Below(common, from));
    }

    /// <summary>The child of the ancestor on the way to the activity.</summary>
    private static Activity Below(Activity ancestor, Activity activity) => activity.WithAncestors().First(candidate => candidate.Parent == ancestor);

    /// <summary>From the activity up to the ancestor, without it.</summary>
    internal static IEnumerable<Activity> PathUpTo(Activity activity, Activity ancestor) => activity.WithAncestors().TakeWhile(candidate => candidate != ancestor);

    /// <summary>Before a new attempt on the whole: what isn't global to the system lives as long as one attempt on the organization
    /// (CAM 5.1.9, objectivesGlobalToSystem; CAM 3.4.1.5, sharedDataGlobalToSystem).</summary>
    internal void ForgetPreviousAttempt()
    {
        if (Root.IsActive || Root.IsSuspended) return;
        if (!Organization.ObjectivesGlobalToSystem) Globals.Clear();
        if (!Organization.SharedDataGlobalToSystem) SharedData.Clear();
    }

    internal SequencingState Save() => new()
    {
        Activities = activities.Values.ToDictionary(activity => activity.Id, activity => activity.Save()),
        Current = Current?.Id,
        Suspended = Suspended?.Id,
        Shared = new() { Objectives = new Dictionary<string, ObjectiveValues>(Globals), Data = new Dictionary<string, string>(SharedData) },
    };

    /// <summary>The same tree in the same state, to try something out on.</summary>
    internal ActivityTree Copy() => new(Organization, Save());

    private Activity Build(Organization organization)
    {
        // An item may have the organization's identifier, although it should not; then the root takes another.
        var id = organization.Identifier;
        var taken = organization.AllItems().Select(item => item.Identifier).ToHashSet(StringComparer.Ordinal);
        while (taken.Contains(id)) id += "-organization";
        var root = new Activity(id, null, SequencingOf(organization), organization.Completion, null, Globals);
        activities.Add(root.Id, root);
        root.AvailableChildren = root.Children = [.. organization.Items.Select(item => Build(item, root))];
        return root;
    }

    // A package of a single page, whose author said nothing of how it is walked, can only mean that the page opens at once. ADL's reference
    // run-time understands it so, and shows no table of contents.
    private static SequencingDefinition SequencingOf(Organization organization) =>
        organization is { Items: [{ Children.Count: 0 }], Sequencing.ControlMode: { Choice: true, Flow: false } }
            ? organization.Sequencing with { ControlMode = organization.Sequencing.ControlMode with { Choice = false, Flow = true } }
            : organization.Sequencing;

    private Activity Build(Item item, Activity parent)
    {
        var activity = new Activity(item.Identifier, item, item.Sequencing, item.Completion, parent, Globals);
        activities.Add(activity.Id, activity);
        activity.AvailableChildren = activity.Children = [.. item.Children.Select(child => Build(child, activity))];
        return activity;
    }
}
