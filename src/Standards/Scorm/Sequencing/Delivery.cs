namespace Lectern.Scorm.Sequencing;

/// <summary>Delivery Behavior (SCORM 2004 4th Ed. SN 4.9).</summary>
internal sealed class Delivery(ActivityTree tree, Random random)
{
    /// <summary>Delivery Request Process DB.1.1: the exception with which delivery is refused; null when the activity may be delivered.</summary>
    internal static string? Refuse(Activity activity) =>
        !activity.IsLeaf ? "DB.1.1-1"
        : activity.Path().Any(Rules.IsBlocked) ? "DB.1.1-3"
        : null;

    /// <summary>Content Delivery Environment Process DB.2: begins or resumes the attempts from the root down to the activity.
    /// Answers the exception when the current activity has not ended.</summary>
    internal string? Deliver(Activity activity)
    {
        if (tree.Current is { IsActive: true }) return "DB.2-1";
        if (activity != tree.Suspended) ClearSuspended(activity);
        Attempts.TerminateDescendants(tree, activity, random);
        foreach (var open in activity.Path().Where(open => !open.IsActive).ToList())
        {
            if (open.IsTracked && !open.IsSuspended) open.BeginAttempt();
            // What isn't tracked has no attempts to count, but its content is told of a new one all the same.
            if (open.IsLeaf) open.Data = open.IsSuspended ? (open.Data ?? new()) with { IsResumed = true } : new() { Attempt = open.Attempts };
            open.IsSuspended = false;
            open.IsActive = true;
        }
        tree.Current = activity;
        tree.Suspended = null;
        return null;
    }

    /// <summary>Clear Suspended Activity Subprocess DB.2.1. What both activities are in goes on with the attempt that was suspended.</summary>
    private void ClearSuspended(Activity identified)
    {
        if (tree.Suspended is not { } suspended) return;
        var common = ActivityTree.CommonAncestor(identified, suspended);
        foreach (var activity in ActivityTree.PathUpTo(suspended, common))
            if (activity.IsLeaf || !activity.AvailableChildren.Any(child => child.IsSuspended)) activity.IsSuspended = false;
        tree.Suspended = null;
    }
}
