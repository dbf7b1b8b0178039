namespace Lectern.Scorm.Sequencing;

/// <summary>Whether the learner may choose an activity from where they are (SCORM 2004 4th Ed. SN 4.8.8; App. C, SB.2.9 steps 1 to 10, SB.2.4,
/// SB.2.9.1 and SB.2.9.2). Changes nothing.</summary>
internal static class ChoiceTraversal
{
    /// <summary>The exception with which the choice is refused; null when the way is free.</summary>
    internal static string? Refuse(ActivityTree tree, Activity target)
    {
        foreach (var activity in target.Path())
        {
            if (!activity.IsAvailable) return "SB.2.9-2";
            if (Rules.Applies(activity, RuleAction.HiddenFromChoice)) return "SB.2.9-3";
        }
        if (target.Parent is { Mode.Choice: false }) return "SB.2.9-4";

        var current = tree.Current;
        var common = current is null ? tree.Root : ActivityTree.CommonAncestor(current, target);
        if (current == target) return null;
        if (current is not null && current.Parent is not null && current.Parent == target.Parent) return AmongSiblings(current, target);
        if (current is null || current == common) return Descend(common, target, isForward: true);
        if (target == common) return Ascend(current, target);
        return Across(current, common, target);
    }

    /// <summary>SB.2.9 7.</summary>
    private static string? AmongSiblings(Activity current, Activity target)
    {
        var (from, to) = (Activity.Index(current), Activity.Index(target));
        // After a new selection of children the current one may be no longer among them.
        if (from < 0) return "SB.2.9-5";
        var direction = to > from ? Direction.Forward : Direction.Backward;
        for (var index = from; index != to; index += direction == Direction.Forward ? 1 : -1)
            if (Traverse(current.Parent!.AvailableChildren[index], direction) is { } exception) return exception;
        return null;
    }

    /// <summary>SB.2.9 8 and 10.6: from the common ancestor down to the target, without it.</summary>
    private static string? Descend(Activity common, Activity target, bool isForward)
    {
        var path = target.Path().SkipWhile(activity => activity != common).TakeWhile(activity => activity != target).ToList();
        if (path.Count == 0) return "SB.2.9-5";
        foreach (var activity in path)
        {
            if (isForward && Traverse(activity, Direction.Forward) is { } exception) return exception;
            if (!activity.IsActive && activity != common && activity.Definition.ConstrainedChoice.PreventActivation) return "SB.2.9-6";
        }
        return null;
    }

    /// <summary>SB.2.9 9.</summary>
    private static string? Ascend(Activity current, Activity target) =>
        ActivityTree.PathUpTo(current, target).Skip(1).Any(activity => !activity.Mode.ChoiceExit) ? "SB.2.9-7" : null;

    /// <summary>SB.2.9 10: to another branch of the tree.</summary>
    private static string? Across(Activity current, Activity common, Activity target)
    {
        Activity? constrained = null;
        // What may be left, and where to, is for the clusters around the current activity to say; the common ancestor itself isn't left.
        foreach (var activity in ActivityTree.PathUpTo(current, common).Skip(1))
        {
            if (!activity.Mode.ChoiceExit) return "SB.2.9-7";
            if (activity.Definition.ConstrainedChoice.ConstrainChoice) constrained ??= activity;
        }
        if (constrained is not null)
        {
            var consider = Next(constrained, ActivityTree.IsForward(constrained, target) ? Direction.Forward : Direction.Backward) ?? constrained;
            if (!target.WithAncestors().Contains(consider) && target != constrained) return "SB.2.9-8";
        }
        return Descend(common, target, ActivityTree.IsForward(current, target));
    }

    /// <summary>Choice Activity Traversal Subprocess SB.2.4.</summary>
    private static string? Traverse(Activity activity, Direction direction)
    {
        if (direction == Direction.Forward) return Rules.Applies(activity, RuleAction.StopForwardTraversal) ? "SB.2.4-1" : null;
        return activity.Parent is not { } parent ? "SB.2.4-3" : parent.Mode.ForwardOnly ? "SB.2.4-2" : null;
    }

    /// <summary>Choice Flow Tree Traversal Subprocess SB.2.9.2: the next activity that is not inside; null at the end of the tree.</summary>
    private static Activity? Next(Activity activity, Direction direction)
    {
        if (activity.Parent is not { } parent) return null;
        return activity.Sibling(direction == Direction.Forward ? 1 : -1) ?? Next(parent, direction);
    }
}
