namespace Lectern.Scorm.Sequencing;

/// <summary>Ends attempts (SCORM 2004 4th Ed. SN App. C, UP.3 and UP.4).</summary>
internal static class Attempts
{
    /// <summary>End Attempt Process UP.4.</summary>
    internal static void End(ActivityTree tree, Activity activity, Random random)
    {
        if (activity.IsLeaf)
        {
            if (activity.IsTracked)
            {
                if (!activity.IsSuspended) AssumeSuccess(activity);
                activity.Primary.WriteMeasuredSatisfaction();
            }
        }
        else
        {
            activity.IsSuspended = activity.AvailableChildren.Any(child => child.IsSuspended);
            if (!activity.IsSuspended) Selection.Prepare(activity, random, isNewAttempt: true);
        }
        activity.IsActive = false;
        Rollup.Overall(activity);
    }

    // UP.4 1.1.1: what the content said nothing about is completed and satisfied. Having said "unknown" is having said something.
    private static void AssumeSuccess(Activity activity)
    {
        var delivery = activity.Definition.Delivery;
        var said = activity.Data?.SetByContent;
        if (!delivery.CompletionSetByContent && activity.IsCompleted is null && said?.Contains(TrackedElements.Completion) != true)
            activity.Complete(true);
        if (!delivery.ObjectiveSetByContent && activity.Primary.IsSatisfied is null && said?.Contains(TrackedElements.Success) != true)
            activity.Primary.Satisfy(true);
    }

    /// <summary>Terminate Descendent Attempts Process UP.3: ends what is active between the current activity and the one given, without both.</summary>
    internal static void TerminateDescendants(ActivityTree tree, Activity activity, Random random)
    {
        if (tree.Current is not { } current) return;
        var ancestor = ActivityTree.CommonAncestor(current, activity);
        foreach (var open in ActivityTree.PathUpTo(current, ancestor).Where(open => open != current).ToList()) End(tree, open, random);
    }
}
