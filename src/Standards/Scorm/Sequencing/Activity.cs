namespace Lectern.Scorm.Sequencing;

/// <summary>A node of the activity tree with its tracking (SCORM 2004 4th Ed. SN 2.1 and 4.2).</summary>
internal sealed class Activity
{
    internal Activity(string id, Item? item, SequencingDefinition definition, CompletionRule completion, Activity? parent, Dictionary<string, ObjectiveValues> globals)
    {
        Id = id;
        Item = item;
        Definition = definition;
        Completion = completion;
        Parent = parent;
        Objectives = [.. definition.Objectives.Select((objective, index) => new Objective(objective, this, isPrimary: index == 0, globals))];
    }

    internal string Id { get; }

    /// <summary>Null for the root, which is the organization.</summary>
    internal Item? Item { get; }

    internal SequencingDefinition Definition { get; }
    internal CompletionRule Completion { get; }
    internal Activity? Parent { get; }
    internal IReadOnlyList<Activity> Children { get; set; } = [];

    /// <summary>SN 4.8: the children that selection and randomization left, in their order.</summary>
    internal IReadOnlyList<Activity> AvailableChildren { get; set; } = [];

    internal IReadOnlyList<Objective> Objectives { get; }
    internal Objective Primary => Objectives[0];

    internal bool IsActive { get; set; }
    internal bool IsSuspended { get; set; }
    internal int Attempts { get; set; }
    internal bool? CompletedLocally { get; set; }
    internal decimal? ProgressLocally { get; set; }
    internal bool IsProgressOld { get; set; }
    internal bool AreObjectivesOld { get; set; }
    internal RunTimeData? Data { get; set; }

    internal bool IsLeaf => Children.Count == 0;
    internal bool IsRoot => Parent is null;
    internal bool IsTracked => Definition.Delivery.IsTracked;
    internal ControlMode Mode => Definition.ControlMode;

    /// <summary>Attempt completion amount (SN 4.2.1.4).</summary>
    internal decimal? Progress => IsTracked ? Primary.ReadProgress() ?? ProgressLocally : null;

    /// <summary>Attempt completion status; null while attempt progress status is false. With completedByMeasure the measure alone decides
    /// (SN 4.6.5 RB.1.3.a).</summary>
    internal bool? IsCompleted => Completed(ProgressLocally, CompletedLocally);

    /// <summary>The same as rollup conditions see it: of an attempt on the parent that is over, what was recorded here is unknown (SN 3.2.4).</summary>
    internal bool? IsCompletedNow => IsProgressOld ? Completed(null, null) : IsCompleted;

    private bool? Completed(decimal? progress, bool? isCompleted) =>
        !IsTracked ? null
        : Completion.CompletedByMeasure ? (Primary.ReadProgress() ?? progress) is { } measure ? measure >= Completion.MinProgressMeasure : null
        : Primary.ReadCompletion() ?? isCompleted;

    /// <summary>The objective of this identifier, or the primary one.</summary>
    internal Objective? Find(string? objective) => objective is null ? Primary : Objectives.FirstOrDefault(candidate => candidate.Definition.Id == objective);

    /// <summary>Records the completion status of the current attempt, and writes it to global objectives (CAM 5.1.10, writeCompletionStatus).</summary>
    internal void Complete(bool? isCompleted)
    {
        IsProgressOld = false;
        CompletedLocally = isCompleted;
        Primary.WriteCompletion(isCompleted);
    }

    internal void Measure(decimal? progress)
    {
        if (progress is null && ProgressLocally is null) return;
        IsProgressOld = false;
        ProgressLocally = progress;
        Primary.WriteProgress(progress);
        if (Completion.CompletedByMeasure) Primary.WriteCompletion(progress is { } known ? known >= Completion.MinProgressMeasure : null);
    }

    /// <summary>DB.2: a new attempt knows nothing yet; and what is known below is of an earlier attempt (SN 3.2.3, 3.2.4).</summary>
    internal void BeginAttempt()
    {
        Attempts++;
        ForgetAttempt();
        foreach (var descendant in WithDescendants().Skip(1))
        {
            if (Mode.UseCurrentAttemptObjectiveInfo) descendant.AreObjectivesOld = true;
            if (Mode.UseCurrentAttemptProgressInfo) descendant.IsProgressOld = true;
        }
    }

    /// <summary>Nothing is known of the current attempt any more; global objectives keep what they were told.</summary>
    internal void ForgetAttempt()
    {
        CompletedLocally = null;
        ProgressLocally = null;
        IsProgressOld = AreObjectivesOld = false;
        foreach (var objective in Objectives) objective.Local = ObjectiveValues.Unknown;
    }

    /// <summary>From this activity up to the root.</summary>
    internal IEnumerable<Activity> WithAncestors()
    {
        for (var activity = this; activity is not null; activity = activity.Parent) yield return activity;
    }

    /// <summary>From the root down to this activity.</summary>
    internal IEnumerable<Activity> Path() => WithAncestors().Reverse();

    /// <summary>This activity and everything below it, available or not, in preorder.</summary>
    internal IEnumerable<Activity> WithDescendants() => Children.SelectMany(child => child.WithDescendants()).Prepend(this);

    internal bool IsFirstAvailable => Parent is not null && Parent.AvailableChildren.Count > 0 && Parent.AvailableChildren[0] == this;
    internal bool IsLastAvailable => Parent is not null && Parent.AvailableChildren.Count > 0 && Parent.AvailableChildren[^1] == this;
    internal bool IsAvailable => Parent is null || Parent.AvailableChildren.Contains(this);

    /// <summary>The available sibling so many places on; null when there is none.</summary>
    internal Activity? Sibling(int offset)
    {
        if (Parent is null) return null;
        var index = Index(this) + offset;
        return index >= 0 && index < Parent.AvailableChildren.Count ? Parent.AvailableChildren[index] : null;
    }

    /// <summary>Its place among its parent's available children; -1 when it isn't one.</summary>
    internal static int Index(Activity activity)
    {
        var siblings = activity.Parent!.AvailableChildren;
        for (var index = 0; index < siblings.Count; index++)
            if (siblings[index] == activity) return index;
        return -1;
    }

    internal ActivityState Save() => new()
    {
        IsActive = IsActive,
        IsSuspended = IsSuspended,
        Attempts = Attempts,
        IsCompleted = CompletedLocally,
        Progress = ProgressLocally,
        IsProgressOld = IsProgressOld,
        AreObjectivesOld = AreObjectivesOld,
        Objectives = Objectives.Where(objective => objective.Local != ObjectiveValues.Unknown).ToDictionary(objective => objective.Definition.Id ?? "", objective => objective.Local),
        AvailableChildren = AvailableChildren.SequenceEqual(Children) ? null : [.. AvailableChildren.Select(child => child.Id)],
        Data = Data,
    };

    internal void Restore(ActivityState state)
    {
        IsActive = state.IsActive;
        IsSuspended = state.IsSuspended;
        Attempts = state.Attempts;
        CompletedLocally = state.IsCompleted;
        ProgressLocally = state.Progress;
        IsProgressOld = state.IsProgressOld;
        AreObjectivesOld = state.AreObjectivesOld;
        foreach (var objective in Objectives) objective.Local = state.Objectives.GetValueOrDefault(objective.Definition.Id ?? "", ObjectiveValues.Unknown);
        if (state.AvailableChildren is { } available)
            AvailableChildren = [.. available.Select(id => Children.FirstOrDefault(child => child.Id == id)).OfType<Activity>()];
        Data = state.Data;
    }
}
