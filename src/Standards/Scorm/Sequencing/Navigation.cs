namespace Lectern.Scorm.Sequencing;

/// <summary>What a navigation request asks of the other processes, or why it isn't valid.</summary>
internal readonly record struct Navigated(TerminationRequest? Termination = null, SequencingRequest? Sequencing = null, Activity? Target = null, string? Exception = null);

/// <summary>Navigation Request Process NB.2.1 (SCORM 2004 4th Ed. SN 4.4).</summary>
internal static class Navigation
{
    internal static Navigated Process(ActivityTree tree, NavigationRequest request)
    {
        var current = tree.Current;
        if (request.Kind is NavigationKind.Start or NavigationKind.ResumeAll)
            return current is not null ? Refuse("NB.2.1-1")
                : request.Kind == NavigationKind.Start ? new(Sequencing: SequencingRequest.Start)
                : tree.Suspended is null ? Refuse("NB.2.1-3")
                : new(Sequencing: SequencingRequest.ResumeAll);
        if (request.Kind == NavigationKind.Choice) return Choice(tree, tree.Find(request.Target));
        if (current is null) return Refuse("NB.2.1-2");

        TerminationRequest? exit = current.IsActive ? TerminationRequest.Exit : null;
        switch (request.Kind)
        {
            case NavigationKind.Continue:
                return current.Parent is { Mode.Flow: true } ? new(exit, SequencingRequest.Continue) : Refuse("NB.2.1-4");
            case NavigationKind.Previous:
                return current.Parent is not { } parent ? Refuse("NB.2.1-6")
                    : parent.Mode is { Flow: true, ForwardOnly: false } ? new(exit, SequencingRequest.Previous)
                    : Refuse("NB.2.1-5");
            case NavigationKind.Jump:
                return tree.Find(request.Target) is { IsAvailable: true } target ? new(exit, SequencingRequest.Jump, target) : Refuse("NB.2.1-11");
            case NavigationKind.Exit:
                return current.IsActive ? new(TerminationRequest.Exit, SequencingRequest.Exit) : Refuse("NB.2.1-12");
            case NavigationKind.Abandon:
                return current.IsActive ? new(TerminationRequest.Abandon, SequencingRequest.Exit) : Refuse("NB.2.1-12");
            case NavigationKind.ExitAll: return new(TerminationRequest.ExitAll, SequencingRequest.Exit);
            case NavigationKind.AbandonAll: return new(TerminationRequest.AbandonAll, SequencingRequest.Exit);
            case NavigationKind.SuspendAll: return new(TerminationRequest.SuspendAll, SequencingRequest.Exit);
            default: return Refuse("NB.2.1-13");
        }
    }

    // NB.2.1 step 7. Whether the way to the target is free is for SB.2.9 to say.
    private static Navigated Choice(ActivityTree tree, Activity? target)
    {
        if (target is null) return Refuse("NB.2.1-11");
        if (target.Parent is { Mode.Choice: false }) return Refuse("NB.2.1-10");
        if (tree.Current is not { } current) return new(Sequencing: SequencingRequest.Choice, Target: target);
        if (current.Parent != target.Parent || current.Parent is null)
        {
            var common = ActivityTree.CommonAncestor(current, target);
            if (ActivityTree.PathUpTo(current, common).Any(activity => activity.IsActive && !activity.Mode.ChoiceExit)) return Refuse("NB.2.1-8");
        }
        if (current.IsActive && !current.Mode.ChoiceExit) return Refuse("NB.2.1-8");
        return new(current.IsActive ? TerminationRequest.Exit : null, SequencingRequest.Choice, target);
    }

    private static Navigated Refuse(string exception) => new(Exception: exception);
}
