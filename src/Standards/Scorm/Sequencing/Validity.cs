namespace Lectern.Scorm.Sequencing;

/// <summary>Finds out which requests would be followed, by following them on copies of the tree.</summary>
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
            Previous = isOpen && Try(tree, NavigationRequest.Previous),
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

    /// <summary>Every target is tried after the same ending of the current activity, which is therefore done once.</summary>
    private static HashSet<string> Targets(ActivityTree tree, NavigationKind kind)
    {
        var after = tree.Copy();
        SequencingRequest? instead = null;
        if (after.Current is null) after.ForgetPreviousAttempt();
        if (after.Current is { IsActive: true })
        {
            var terminated = new Termination(after, Chance).Process(TerminationRequest.Exit);
            if (terminated.Exception is not null) return [];
            instead = terminated.Sequencing;
        }
        bool? isInsteadPossible = instead is null ? null : Sequencer.Follow(after.Copy(), instead, null, Chance).Exception is null;

        var sequencing = kind == NavigationKind.Choice ? SequencingRequest.Choice : SequencingRequest.Jump;
        var valid = new HashSet<string>(StringComparer.Ordinal);
        foreach (var activity in tree.Root.WithDescendants())
        {
            if (Navigation.Process(tree, new(kind, activity.Id)).Exception is not null) continue;
            if (isInsteadPossible ?? Leads(after, sequencing, activity.Id)) valid.Add(activity.Id);
        }
        return valid;
    }

    private static bool Leads(ActivityTree after, SequencingRequest request, string target)
    {
        var activity = after.Find(target)!;
        if (request == SequencingRequest.Choice)
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
