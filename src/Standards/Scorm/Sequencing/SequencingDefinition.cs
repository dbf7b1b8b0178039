namespace Lectern.Scorm.Sequencing;

/// <summary>What a manifest says about the sequencing of one activity (SCORM 2004 4th Ed. SN 3, the Sequencing Definition Model; CAM 5.1).
/// A new value holds the defaults of the standard.</summary>
public sealed record SequencingDefinition
{
    public static readonly SequencingDefinition Default = new();

    public ControlMode ControlMode { get; init; } = new();
    public ConstrainedChoice ConstrainedChoice { get; init; } = new();

    /// <summary>Rules that are asked before an activity is walked into, in their order (SN 3.4).</summary>
    public IReadOnlyList<SequencingRule> PreConditions { get; init; } = [];

    /// <summary>Rules that are asked while a descendant ends.</summary>
    public IReadOnlyList<SequencingRule> ExitConditions { get; init; } = [];

    /// <summary>Rules that are asked after the activity has ended.</summary>
    public IReadOnlyList<SequencingRule> PostConditions { get; init; } = [];

    public LimitConditions Limits { get; init; } = new();

    /// <summary>Identifiers of auxiliary resources; SCORM leaves their use open (SN 3.6).</summary>
    public IReadOnlyList<string> AuxiliaryResources { get; init; } = [];

    public RollupRules Rollup { get; init; } = new();

    /// <summary>The objectives, the primary one first. There always is a primary one (SN 3.9).</summary>
    public IReadOnlyList<ObjectiveDefinition> Objectives { get; init; } = [new ObjectiveDefinition()];

    public Randomization Randomization { get; init; } = new();
    public DeliveryControls Delivery { get; init; } = new();

    /// <summary>The objective that contributes to rollup.</summary>
    public ObjectiveDefinition PrimaryObjective => Objectives[0];
}

/// <summary>SN 3.2: how a cluster lets its children be walked.</summary>
public sealed record ControlMode
{
    public bool Choice { get; init; } = true;
    public bool ChoiceExit { get; init; } = true;
    public bool Flow { get; init; }
    public bool ForwardOnly { get; init; }
    public bool UseCurrentAttemptObjectiveInfo { get; init; } = true;
    public bool UseCurrentAttemptProgressInfo { get; init; } = true;
}

/// <summary>SN 3.3: adlseq:constrainedChoiceConsiderations.</summary>
public sealed record ConstrainedChoice
{
    public bool PreventActivation { get; init; }
    public bool ConstrainChoice { get; init; }
}

/// <summary>SN 3.5. The duration limit only reaches the content, as cmi.max_time_allowed.</summary>
public sealed record LimitConditions
{
    public int? AttemptLimit { get; init; }
    public string? AttemptAbsoluteDurationLimit { get; init; }
}

/// <summary>When the children of a cluster are chosen or shuffled (SN 3.11).</summary>
public enum RandomizationTiming
{
    Never,
    Once,
    OnEachNewAttempt,
}

/// <summary>SN 3.11 and 3.12: selection and randomization of a cluster's children.</summary>
public sealed record Randomization
{
    public RandomizationTiming RandomizationTiming { get; init; }
    public bool ReorderChildren { get; init; }
    public RandomizationTiming SelectionTiming { get; init; }
    public int? SelectCount { get; init; }
}

/// <summary>SN 3.13.</summary>
public sealed record DeliveryControls
{
    public bool IsTracked { get; init; } = true;
    public bool CompletionSetByContent { get; init; }
    public bool ObjectiveSetByContent { get; init; }
}

/// <summary>How completion is measured (CAM 5.1.6, adlcp:completionThreshold of the 4th edition).</summary>
public sealed record CompletionRule
{
    public static readonly CompletionRule Default = new();

    /// <summary>Whether the progress measure alone decides about completion.</summary>
    public bool CompletedByMeasure { get; init; }

    /// <summary>0 to 1.</summary>
    public decimal MinProgressMeasure { get; init; } = 1;

    /// <summary>The weight of this activity in its parent's progress measure, 0 to 1.</summary>
    public decimal ProgressWeight { get; init; } = 1;
}

/// <summary>A shared data store that an item may use (CAM 5.1.7, adlcp:data).</summary>
public sealed record DataMap(string TargetId, bool IsReadable = true, bool IsWritable = true);
