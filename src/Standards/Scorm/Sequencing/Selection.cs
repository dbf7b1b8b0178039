namespace Lectern.Scorm.Sequencing;

/// <summary>Selection and Randomization Behavior (SCORM 2004 4th Ed. SN 4.7): which children a cluster has to offer, and in which order.</summary>
internal static class Selection
{
    /// <summary>For every cluster, when a sequencing session begins.</summary>
    internal static void Prepare(ActivityTree tree, Random random)
    {
        foreach (var cluster in tree.Root.WithDescendants().Where(activity => !activity.IsLeaf)) Prepare(cluster, random, isNewAttempt: cluster.Attempts > 0);
    }

    /// <summary>For one cluster: before its first attempt, or for a new one.</summary>
    internal static void Prepare(Activity cluster, Random random, bool isNewAttempt)
    {
        SelectChildren(cluster, random, isNewAttempt);
        RandomizeChildren(cluster, random, isNewAttempt);
    }

    /// <summary>Select Children Process SR.1.</summary>
    private static void SelectChildren(Activity cluster, Random random, bool isNewAttempt)
    {
        var randomization = cluster.Definition.Randomization;
        if (!IsDue(cluster, randomization.SelectionTiming, isNewAttempt) || randomization.SelectCount is not { } count) return;
        if (count >= cluster.Children.Count)
        {
            cluster.AvailableChildren = cluster.Children;
            return;
        }
        var chosen = Choose(cluster.Children, count, random);
        cluster.AvailableChildren = [.. cluster.Children.Where(chosen.Contains)];
    }

    /// <summary>Randomize Children Process SR.2.</summary>
    private static void RandomizeChildren(Activity cluster, Random random, bool isNewAttempt)
    {
        var randomization = cluster.Definition.Randomization;
        if (!IsDue(cluster, randomization.RandomizationTiming, isNewAttempt) || !randomization.ReorderChildren) return;
        var shuffled = cluster.AvailableChildren.ToArray();
        random.Shuffle(shuffled);
        cluster.AvailableChildren = shuffled;
    }

    private static bool IsDue(Activity cluster, RandomizationTiming timing, bool isNewAttempt) =>
        !cluster.IsSuspended && !(cluster.IsActive && !isNewAttempt) && timing switch
        {
            RandomizationTiming.Once => cluster.Attempts == 0,
            RandomizationTiming.OnEachNewAttempt => true,
            _ => false,
        };

    /// <summary>So many different ones, each as likely as any other.</summary>
    private static HashSet<Activity> Choose(IReadOnlyList<Activity> children, int count, Random random)
    {
        var shuffled = children.ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled.Take(count)];
    }
}
