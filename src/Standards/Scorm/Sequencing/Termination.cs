namespace Lectern.Scorm.Sequencing;

internal enum TerminationRequest
{
    Exit,
    ExitAll,
    SuspendAll,
    Abandon,
    AbandonAll,
}

/// <summary>What a termination came to: the sequencing request that follows from it, if any, or an exception.</summary>
internal readonly record struct Terminated(SequencingRequest? Sequencing = null, string? Exception = null);

/// <summary>Termination Behavior (SCORM 2004 4th Ed. SN 4.5): ends the current activity and whatever its rules end with it.</summary>
internal sealed class Termination(ActivityTree tree, Random random)
{
    /// <summary>Termination Request Process TB.2.3.</summary>
    internal Terminated Process(TerminationRequest request)
    {
        if (tree.Current is not { } current) return new(Exception: "TB.2.3-1");
        if (request is TerminationRequest.Exit or TerminationRequest.Abandon && !current.IsActive) return new(Exception: "TB.2.3-2");
        return request switch
        {
            TerminationRequest.Exit => Exit(current),
            TerminationRequest.ExitAll => ExitAll(null),
            TerminationRequest.SuspendAll => SuspendAll(current),
            TerminationRequest.Abandon => Abandon(current),
            _ => AbandonAll(current),
        };
    }

    private Terminated Exit(Activity current)
    {
        Attempts.End(tree, current, random);
        ApplyExitRules(current);
        while (true)
        {
            current = tree.Current!;
            switch (PostCondition(current))
            {
                case RuleAction.ExitAll: return ExitAll(null);
                case RuleAction.RetryAll: return ExitAll(SequencingRequest.Retry);
                case RuleAction.ExitParent when current.Parent is not { } parent: return new(Exception: "TB.2.3-4");
                case RuleAction.ExitParent:
                    tree.Current = current.Parent;
                    Attempts.End(tree, tree.Current!, random);
                    continue;
                // A root that is to be tried again begins a new attempt on everything.
                case RuleAction.Retry: return current.IsRoot ? ExitAll(SequencingRequest.Retry) : new(SequencingRequest.Retry);
                case RuleAction.Continue: return new(SequencingRequest.Continue);
                case RuleAction.Previous: return new(SequencingRequest.Previous);
                default: return new(current.IsRoot ? SequencingRequest.Exit : null);
            }
        }
    }

    /// <summary>Sequencing Exit Action Rules Subprocess TB.2.1: the topmost ancestor whose exit rule holds ends too.</summary>
    private void ApplyExitRules(Activity current)
    {
        var target = current.Path().SkipLast(1).FirstOrDefault(activity => Rules.Check(activity, activity.Definition.ExitConditions) == RuleAction.Exit);
        if (target is null) return;
        Attempts.TerminateDescendants(tree, target, random);
        Attempts.End(tree, target, random);
        tree.Current = target;
    }

    /// <summary>Sequencing Post Condition Rules Subprocess TB.2.2.</summary>
    private static RuleAction? PostCondition(Activity activity) =>
        activity.IsSuspended ? null : Rules.Check(activity, activity.Definition.PostConditions);

    private Terminated ExitAll(SequencingRequest? then)
    {
        if (tree.Current!.IsActive) Attempts.End(tree, tree.Current, random);
        Attempts.TerminateDescendants(tree, tree.Root, random);
        Attempts.End(tree, tree.Root, random);
        tree.Current = tree.Root;
        if (then == SequencingRequest.Retry) tree.ForgetPreviousAttempt();
        return new(then ?? SequencingRequest.Exit);
    }

    private Terminated SuspendAll(Activity current)
    {
        if (current.IsActive || current.IsSuspended)
        {
            Rollup.Overall(current);
            tree.Suspended = current;
        }
        else if (current.Parent is { } parent) tree.Suspended = parent;
        else return new(Exception: "TB.2.3-3");
        foreach (var activity in tree.Suspended.WithAncestors())
        {
            activity.IsActive = false;
            activity.IsSuspended = true;
        }
        tree.Current = tree.Root;
        return new(SequencingRequest.Exit);
    }

    private static Terminated Abandon(Activity current)
    {
        current.ForgetAttempt();
        current.IsActive = false;
        return default;
    }

    private Terminated AbandonAll(Activity current)
    {
        current.ForgetAttempt();
        foreach (var activity in current.WithAncestors()) activity.IsActive = false;
        tree.Current = tree.Root;
        return new(SequencingRequest.Exit);
    }
}
