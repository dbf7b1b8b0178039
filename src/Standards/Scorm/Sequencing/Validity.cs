namespace Lectern.Scorm.Sequencing;

/// <summary>
/// Finds out which requests would be followed, by following them on copies of the tree. The current activity is taken as it stands: what its
/// content has reported counts, but not what the LMS would assume of it when it ended (UP.4), nor the rules that would then lead elsewhere
/// (TB.2.1, TB.2.2). So a part that waits for this one opens when this one is done, not when it is left.
/// </summary>
internal static class Validity
{
    internal static ValidRequests Of(ActivityTree tree)
    {
        var isOpen = tree.Current is not null;
        var isActive = tree.Current is { IsActive: true };
        return new()
        {
            Start = !isOpen && Try(tree, NavigationRequest.Start),
            ResumeAll = !isOpen && Try(tree, NavigationRequest.ResumeAll),
            // Whether anything will come of it is not asked: the device is there where the learner may flow (NB.2.1 3).
            Continue = Navigation.Process(tree, NavigationRequest.Continue).Exception is null,
            Previous = isOpen && Navigation.Process(tree, NavigationRequest.Previous).Exception is null && Sequencer.Follow(Left(tree), SequencingRequest.Previous, null, Chance).Exception is null,
            // Nor is it for Exit, whatever the rules make of it then.
            Exit = isActive,
            ExitAll = isOpen && Try(tree, NavigationRequest.ExitAll),
            Abandon = isActive && Try(tree, NavigationRequest.Abandon),
            AbandonAll = isOpen && Try(tree, NavigationRequest.AbandonAll),
            SuspendAll = isOpen && Try(tree, NavigationRequest.SuspendAll),
            Choices = Targets(tree, NavigationKind.Choice),
            Jumps = isOpen ? Targets(tree, NavigationKind.Jump) : [],
        };
    }

    // Trying must not depend on chance: it asks what is possible, not what will come.
    private static Random Chance => new(0);

    private static bool Try(ActivityTree tree, NavigationRequest request) => Sequencer.Follow(tree.Copy(), request, Chance).Exception is null;

    /// <summary>A copy in which the current activity was left as it stands.</summary>
    internal static ActivityTree Left(ActivityTree tree)
    {
        var copy = tree.Copy();
        if (copy.Current is null) copy.ForgetPreviousAttempt();
        if (copy.Current is not { IsActive: true } current) return copy;
        current.IsActive = false;
        Rollup.Overall(current);
        return copy;
    }

    private static HashSet<string> Targets(ActivityTree tree, NavigationKind kind)
    {
        var left = Left(tree);
        return tree.Root.WithDescendants().Select(activity => activity.Id)
            .Where(target => Navigation.Process(tree, new(kind, target)).Exception is null && Leads(left, kind, target)).ToHashSet(StringComparer.Ordinal);
    }

    private static bool Leads(ActivityTree after, NavigationKind kind, string target)
    {
        var activity = after.Find(target)!;
        if (kind == NavigationKind.Choice)
        {
            if (ChoiceTraversal.Refuse(after, activity) is not null) return false;
            if (!activity.IsLeaf)
            {
                var reached = new Flow(after, null).From(activity, Direction.Forward, considerChildren: true);
                if (!reached.IsDeliverable) return false;
                activity = reached.Activity;
            }
        }
        return Delivery.Refuse(activity) is null;
    }

    internal static NavigationDevices Devices(ActivityTree tree, ValidRequests valid)
    {
        var hidden = tree.Current?.Item?.HiddenDevices;
        bool Shows(string device) => hidden?.Contains(device) != true;
        return new()
        {
            Continue = valid.Continue && Shows("continue"),
            Previous = valid.Previous && Shows("previous"),
            Exit = valid.Exit && Shows("exit"),
            ExitAll = valid.ExitAll && Shows("exitAll"),
            Abandon = valid.Abandon && Shows("abandon"),
            AbandonAll = valid.AbandonAll && Shows("abandonAll"),
            SuspendAll = valid.SuspendAll && Shows("suspendAll"),
            Contents = [.. Entries(tree.Root, 0)],
        };

        IEnumerable<ContentsEntry> Entries(Activity activity, int depth)
        {
            if (!activity.IsAvailable || Rules.Applies(activity, RuleAction.HiddenFromChoice)) return [];
            // An invisible item is left out, its children are not (CAM 3.4.1.8, isvisible).
            var isShown = activity.Item?.IsVisible ?? true;
            var below = activity.AvailableChildren.SelectMany(child => Entries(child, isShown ? depth + 1 : depth));
            if (!isShown) return below;
            var title = activity.Item?.Title ?? tree.Organization.Title ?? activity.Id;
            return below.Prepend(new(activity.Id, title, depth, activity == tree.Current, valid.Choices.Contains(activity.Id)));
        }
    }
}
