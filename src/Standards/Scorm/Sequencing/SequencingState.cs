namespace Lectern.Scorm.Sequencing;

/// <summary>All that is remembered of one learner's way through one package (a registration): plain values that survive
/// a round trip through JSON. Made and changed by <see cref="Sequencer"/> only.</summary>
public sealed record SequencingState
{
    /// <summary>How each activity stands, by its item's identifier; the organization itself is there by its own.</summary>
    public IReadOnlyDictionary<string, ActivityState> Activities { get; init; } = new Dictionary<string, ActivityState>();

    /// <summary>The current activity (SCORM 2004 4th Ed. SN 4.2.1.7); null between two sequencing sessions.</summary>
    public string? Current { get; init; }

    /// <summary>The activity that Suspend All left, and that Resume All comes back to.</summary>
    public string? Suspended { get; init; }

    /// <summary>The shared global objectives and data. Where the organization says that these are global to the system, the
    /// learner's other registrations should see them too (<see cref="SharedState"/>).</summary>
    public SharedState Shared { get; init; } = new();
}

/// <summary>What activities share by name: global objectives (SN 3.10) and data stores (RTE 4.3). With objectivesGlobalToSystem
/// (or sharedDataGlobalToSystem) it belongs to the learner: a new registration starts with what the others left.</summary>
public sealed record SharedState
{
    public IReadOnlyDictionary<string, ObjectiveValues> Objectives { get; init; } = new Dictionary<string, ObjectiveValues>();

    /// <summary>Values of the data stores by their target identifiers; a store that nobody wrote is absent.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();

    /// <summary>The part that a new registration for this organization starts with, when the learner has left this elsewhere.</summary>
    public SharedState For(Organization organization) => new()
    {
        Objectives = organization.ObjectivesGlobalToSystem ? Objectives : new Dictionary<string, ObjectiveValues>(),
        Data = organization.SharedDataGlobalToSystem ? Data : new Dictionary<string, string>(),
    };

    /// <summary>What a registration for this organization goes on with: where its own are global to the system, the learner's take their place.</summary>
    public SharedState With(Organization organization, SharedState learners) => After(organization, learners);

    /// <summary>What the learner has after this organization was played: where its own are global to the system, its objectives and data
    /// take the place of these.</summary>
    public SharedState After(Organization organization, SharedState played) => new()
    {
        Objectives = organization.ObjectivesGlobalToSystem ? played.Objectives : Objectives,
        Data = organization.SharedDataGlobalToSystem ? played.Data : Data,
    };
}

/// <summary>The tracking model of one activity (SN 4.2).</summary>
public sealed record ActivityState
{
    public bool IsActive { get; init; }
    public bool IsSuspended { get; init; }

    /// <summary>Attempts so far, with the current one (SN 4.2.1.5).</summary>
    public int Attempts { get; init; }

    /// <summary>Attempt completion status; null while it is unknown (SN 4.2.1.4).</summary>
    public bool? IsCompleted { get; init; }

    /// <summary>Attempt completion amount, 0 to 1; null while it is unknown.</summary>
    public decimal? Progress { get; init; }

    /// <summary>Whether completion was recorded before the parent's current attempt (SN 3.2.4, use current attempt progress information).</summary>
    public bool IsProgressOld { get; init; }

    /// <summary>The same for the objectives (SN 3.2.3).</summary>
    public bool AreObjectivesOld { get; init; }

    /// <summary>The local objectives by identifier; the primary one without an identifier is "".</summary>
    public IReadOnlyDictionary<string, ObjectiveValues> Objectives { get; init; } = new Dictionary<string, ObjectiveValues>();

    /// <summary>The available children in their order, where selection or randomization made them others than the manifest's.</summary>
    public IReadOnlyList<string>? AvailableChildren { get; init; }

    /// <summary>What the content left in its current attempt.</summary>
    public RunTimeData? Data { get; init; }
}

/// <summary>What is known of an objective, local or global; null is "unknown" (SN 4.2.1.1 and 4.2.1.2).</summary>
public sealed record ObjectiveValues
{
    public static readonly ObjectiveValues Unknown = new();

    public bool? IsSatisfied { get; init; }

    /// <summary>The normalised measure, -1 to 1.</summary>
    public decimal? Measure { get; init; }

    public decimal? RawScore { get; init; }
    public decimal? MinScore { get; init; }
    public decimal? MaxScore { get; init; }
    public bool? IsCompleted { get; init; }

    /// <summary>0 to 1.</summary>
    public decimal? Progress { get; init; }
}

/// <summary>What one attempt's content left with the run-time.</summary>
public sealed record RunTimeData
{
    /// <summary>The attempt on its activity that it belongs to, from 1.</summary>
    public int Attempt { get; init; }

    /// <summary>Whether the attempt was suspended and goes on.</summary>
    public bool IsResumed { get; init; }

    /// <summary>The elements that have a value, by their full names; what the LMS alone sets is not among them.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>The time spent in the sessions that have ended.</summary>
    public TimeSpan TotalTime { get; init; }

    /// <summary>The elements that the content set itself, among those that the LMS may set too.</summary>
    public IReadOnlyCollection<string> SetByContent { get; init; } = [];
}
