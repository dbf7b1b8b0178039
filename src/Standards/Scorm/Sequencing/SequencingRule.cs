namespace Lectern.Scorm.Sequencing;

/// <summary>What a sequencing rule asks for (SCORM 2004 4th Ed. SN 3.4.3).</summary>
public enum RuleAction
{
    Skip,
    Disabled,
    HiddenFromChoice,
    StopForwardTraversal,
    ExitParent,
    ExitAll,
    Retry,
    RetryAll,
    Continue,
    Previous,
    Exit,
}

/// <summary>What a condition looks at (SN 3.4.2 and 3.7.4). Conditions about time never hold: SCORM doesn't ask for them.</summary>
public enum ConditionKind
{
    Satisfied,
    ObjectiveStatusKnown,
    ObjectiveMeasureKnown,
    ObjectiveMeasureGreaterThan,
    ObjectiveMeasureLessThan,
    Completed,
    ActivityProgressKnown,
    Attempted,
    AttemptLimitExceeded,
    TimeLimitExceeded,
    OutsideAvailableTimeRange,
    Always,
}

/// <summary>One condition of a rule.</summary>
/// <param name="Objective">The local objective it looks at; null for the primary one.</param>
public sealed record RuleCondition(ConditionKind Kind, bool IsNegated = false, string? Objective = null, decimal MeasureThreshold = 0);

/// <summary>Conditions, whether all or any of them must hold, and the action that follows.</summary>
public sealed record SequencingRule(RuleAction Action, IReadOnlyList<RuleCondition> Conditions, bool AllMustHold = true);

/// <summary>What a rollup rule sets (SN 3.7.5).</summary>
public enum RollupAction
{
    Satisfied,
    NotSatisfied,
    Completed,
    Incomplete,
}

/// <summary>For how many of the children a rollup rule's conditions must hold (SN 3.7.2).</summary>
public enum ChildActivitySet
{
    All,
    Any,
    None,
    AtLeastCount,
    AtLeastPercent,
}

/// <summary>A rule by which a cluster's status follows from its children's.</summary>
/// <param name="MinimumPercent">0 to 1.</param>
public sealed record RollupRule(RollupAction Action, IReadOnlyList<RuleCondition> Conditions)
{
    public ChildActivitySet Children { get; init; }
    public int MinimumCount { get; init; }
    public decimal MinimumPercent { get; init; }
    public bool AllMustHold { get; init; }
}

/// <summary>When a child counts for a rollup rule of its parent (SN 3.8).</summary>
public enum RequiredFor
{
    Always,
    IfAttempted,
    IfNotSkipped,
    IfNotSuspended,
}

/// <summary>SN 3.7 and 3.8: how an activity counts for its parent, and how its children count for it.</summary>
public sealed record RollupRules
{
    public IReadOnlyList<RollupRule> Rules { get; init; } = [];
    public bool ObjectiveSatisfied { get; init; } = true;
    public bool ProgressCompletion { get; init; } = true;

    /// <summary>The weight of this activity in its parent's measure, 0 to 1.</summary>
    public decimal ObjectiveMeasureWeight { get; init; } = 1;

    public RequiredFor RequiredForSatisfied { get; init; }
    public RequiredFor RequiredForNotSatisfied { get; init; }
    public RequiredFor RequiredForCompleted { get; init; }
    public RequiredFor RequiredForIncomplete { get; init; }
    public bool MeasureSatisfactionIfActive { get; init; } = true;
}
