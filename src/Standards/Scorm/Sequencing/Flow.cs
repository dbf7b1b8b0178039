namespace Lectern.Scorm.Sequencing;

/// <summary>The direction of a walk through the tree.</summary>
internal enum Direction
{
    Forward,
    Backward,
}

/// <summary>Where a flow came to: an activity to deliver, or why there is none.</summary>
/// <param name="Activity">The activity that was reached, deliverable or not.</param>
/// <param name="EndsSession">The walk left the tree at its end, so the sequencing session is over.</param>
/// <param name="Exception">The exception code of the specification.</param>
internal readonly record struct Flowed(Activity Activity, bool IsDeliverable, bool EndsSession = false, string? Exception = null);

/// <summary>Walking the tree in its order, over what is skipped and up to what is disabled (SCORM 2004 4th Ed. SN 4.8.3, 4.8.4; App. C, SB.2.1 to SB.2.3).</summary>
/// <param name="tree">The tree that is walked.</param>
/// <param name="random">Chance for what ends on the way; null to try a walk without anything changing.</param>
internal sealed class Flow(ActivityTree tree, Random? random)
{
    private readonly record struct Step(Activity? Activity, Direction Direction, bool EndsSession = false, string? Exception = null);

    /// <summary>Flow Subprocess SB.2.3.</summary>
    internal Flowed From(Activity activity, Direction direction, bool considerChildren)
    {
        var step = Traverse(activity, direction, considerChildren, null);
        return step.Activity is { } next ? Visit(next, direction, null) : new(activity, false, step.EndsSession, step.Exception);
    }

    /// <summary>Flow Activity Traversal Subprocess SB.2.2; a loop where the book calls itself, because a course may skip thousands of activities.</summary>
    private Flowed Visit(Activity activity, Direction direction, Direction? previous)
    {
        while (true)
        {
            if (activity.Parent is { Mode.Flow: false }) return new(activity, false, false, "SB.2.2-1");
            if (Rules.Applies(activity, RuleAction.Skip))
            {
                var beyond = Traverse(activity, direction, considerChildren: false, previous);
                if (beyond.Activity is not { } next) return new(activity, false, beyond.EndsSession, beyond.Exception);
                if (previous == Direction.Backward && beyond.Direction == Direction.Backward) (direction, previous) = (beyond.Direction, null);
                activity = next;
                continue;
            }
            if (Rules.IsBlocked(activity)) return new(activity, false, false, "SB.2.2-2");
            if (activity.IsLeaf) return new(activity, true);
            var inside = Traverse(activity, direction, considerChildren: true, null);
            if (inside.Activity is not { } child) return new(activity, false, inside.EndsSession, inside.Exception);
            (direction, previous) = direction == Direction.Backward && inside.Direction == Direction.Forward ? (Direction.Forward, Direction.Backward) : (direction, (Direction?)null);
            activity = child;
        }
    }

    /// <summary>Flow Tree Traversal Subprocess SB.2.1: one step. Going backward into a cluster that is forward only, the step leads
    /// to its first child and turns the walk around.</summary>
    private Step Traverse(Activity activity, Direction direction, bool considerChildren, Direction? previous)
    {
        var isReversed = false;
        if (previous == Direction.Backward && activity.IsLastAvailable)
        {
            direction = Direction.Backward;
            activity = activity.Parent!.AvailableChildren[0];
            isReversed = true;
        }
        return direction == Direction.Forward ? Forward(activity, considerChildren) : Backward(activity, considerChildren, isReversed);
    }

    private Step Forward(Activity activity, bool considerChildren)
    {
        if (!activity.IsLeaf && considerChildren)
            return activity.AvailableChildren.Count > 0 ? new(activity.AvailableChildren[0], Direction.Forward) : new(null, Direction.Forward, false, "SB.2.1-2");
        if (activity.Parent is not { } parent)
        {
            // SB.2.1 3.1: past the last activity of the tree there is nothing; what is open ends, and so does the session.
            if (random is not null) Attempts.TerminateDescendants(tree, tree.Root, random);
            return new(null, Direction.Forward, EndsSession: true);
        }
        return activity.IsLastAvailable ? Forward(parent, considerChildren: false) : new(activity.Sibling(1), Direction.Forward);
    }

    private Step Backward(Activity activity, bool considerChildren, bool isReversed)
    {
        if (activity.Parent is not { } parent) return new(null, Direction.Backward, false, "SB.2.1-3");
        if (!activity.IsLeaf && considerChildren)
        {
            if (activity.AvailableChildren.Count == 0) return new(null, Direction.Backward, false, "SB.2.1-2");
            return activity.Mode.ForwardOnly ? new(activity.AvailableChildren[0], Direction.Forward) : new(activity.AvailableChildren[^1], Direction.Backward);
        }
        if (!isReversed && parent.Mode.ForwardOnly) return new(null, Direction.Backward, false, "SB.2.1-4");
        return activity.IsFirstAvailable ? Traverse(parent, Direction.Backward, considerChildren: false, null) : new(activity.Sibling(-1), Direction.Backward);
    }
}
