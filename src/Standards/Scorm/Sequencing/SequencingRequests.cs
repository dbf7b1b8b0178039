namespace Lectern.Scorm.Sequencing;

/// <summary>What the sequencer is asked to find (SCORM 2004 4th Ed. SN 4.8.1).</summary>
internal enum SequencingRequest
{
    Start,
    ResumeAll,
    Exit,
    Retry,
    Continue,
    Previous,
    Choice,
    Jump,
}

/// <summary>The answer to a sequencing request: an activity to deliver, the end of the session, an exception, or none of these.</summary>
internal readonly record struct Sequenced(Activity? Delivery = null, bool EndsSession = false, string? Exception = null);

/// <summary>Sequencing Behavior (SN 4.8; App. C, SB.2.5 to SB.2.13).</summary>
internal sealed class SequencingRequests(ActivityTree tree, Random random)
{
    private readonly Flow flow = new(tree, random);

    /// <summary>Sequencing Request Process SB.2.12.</summary>
    internal Sequenced Process(SequencingRequest request, Activity? target) => request switch
    {
        SequencingRequest.Start => Start(),
        SequencingRequest.ResumeAll => ResumeAll(),
        SequencingRequest.Exit => Exit(),
        SequencingRequest.Retry => Retry(),
        SequencingRequest.Continue => Continue(),
        SequencingRequest.Previous => Previous(),
        SequencingRequest.Choice => Choice(target),
        _ => Jump(target),
    };

    /// <summary>Start Sequencing Request Process SB.2.5.</summary>
    private Sequenced Start()
    {
        if (tree.Current is not null) return new(Exception: "SB.2.5-1");
        return tree.Root.IsLeaf ? new(tree.Root) : Answer(flow.From(tree.Root, Direction.Forward, considerChildren: true));
    }

    /// <summary>Resume All Sequencing Request Process SB.2.6.</summary>
    private Sequenced ResumeAll() =>
        tree.Current is not null ? new(Exception: "SB.2.6-1")
        : tree.Suspended is { } suspended ? new(suspended) : new(Exception: "SB.2.6-2");

    /// <summary>Continue Sequencing Request Process SB.2.7.</summary>
    private Sequenced Continue()
    {
        if (tree.Current is not { } current) return new(Exception: "SB.2.7-1");
        return current.Parent is { Mode.Flow: false } ? new(Exception: "SB.2.7-2") : Answer(flow.From(current, Direction.Forward, considerChildren: false));
    }

    /// <summary>Previous Sequencing Request Process SB.2.8.</summary>
    private Sequenced Previous()
    {
        if (tree.Current is not { } current) return new(Exception: "SB.2.8-1");
        return current.Parent is { Mode.Flow: false } ? new(Exception: "SB.2.8-2") : Answer(flow.From(current, Direction.Backward, considerChildren: false));
    }

    /// <summary>Choice Sequencing Request Process SB.2.9.</summary>
    private Sequenced Choice(Activity? target)
    {
        if (target is null) return new(Exception: "SB.2.9-1");
        if (ChoiceTraversal.Refuse(tree, target) is { } exception) return new(Exception: exception);
        if (target.IsLeaf) return new(target);
        var reached = flow.From(target, Direction.Forward, considerChildren: true);
        if (reached.IsDeliverable) return new(reached.Activity);
        // SB.2.9 12: the learner stands before the cluster, and nothing is delivered.
        var common = tree.Current is { } current ? ActivityTree.CommonAncestor(current, target) : tree.Root;
        Attempts.TerminateDescendants(tree, common, random);
        Attempts.End(tree, common, random);
        tree.Current = target;
        return new(Exception: "SB.2.9-9");
    }

    /// <summary>Retry Sequencing Request Process SB.2.10.</summary>
    private Sequenced Retry()
    {
        if (tree.Current is not { } current) return new(Exception: "SB.2.10-1");
        if (current.IsActive || current.IsSuspended) return new(Exception: "SB.2.10-2");
        if (current.IsLeaf) return new(current);
        var reached = flow.From(current, Direction.Forward, considerChildren: true);
        return reached.IsDeliverable ? new(reached.Activity) : new(EndsSession: reached.EndsSession, Exception: "SB.2.10-3");
    }

    /// <summary>Exit Sequencing Request Process SB.2.11.</summary>
    private Sequenced Exit()
    {
        if (tree.Current is not { } current) return new(Exception: "SB.2.11-1");
        return current.IsActive ? new(Exception: "SB.2.11-2") : new(EndsSession: current.IsRoot);
    }

    /// <summary>Jump Sequencing Request Process SB.2.13.</summary>
    private Sequenced Jump(Activity? target) => tree.Current is null ? new(Exception: "SB.2.13-1") : new(target);

    private static Sequenced Answer(Flowed reached) =>
        reached.IsDeliverable ? new(reached.Activity) : new(EndsSession: reached.EndsSession, Exception: reached.Exception);
}
