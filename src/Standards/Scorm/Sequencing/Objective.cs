namespace Lectern.Scorm.Sequencing;

/// <summary>A local objective with what is known of it. Writing sets the local values and the global ones mapped for writing. A value that is
/// mapped for reading is the global one, known or not (SCORM 2004 4th Ed. SN 3.10); of completion and progress, which the 4th edition added,
/// the local value stands as long as the global one is unknown.</summary>
internal sealed class Objective(ObjectiveDefinition definition, Activity activity, bool isPrimary, Dictionary<string, ObjectiveValues> globals)
{
    internal ObjectiveDefinition Definition => definition;
    internal bool IsPrimary => isPrimary;
    internal ObjectiveValues Local { get; set; } = ObjectiveValues.Unknown;

    /// <summary>Objective satisfied status; null while objective progress status is false. What isn't tracked is unknown.</summary>
    internal bool? IsSatisfied => activity.IsTracked ? KnownSatisfaction(Local) : null;

    /// <summary>Objective normalised measure; null while objective measure status is false.</summary>
    internal decimal? Measure => activity.IsTracked ? KnownMeasure(Local) : null;

    /// <summary>The two as rollup conditions see them: of an attempt on the parent that is over, what was recorded here is unknown (SN 3.2.3).
    /// Sequencing rules look at what was recorded last, of whichever attempt.</summary>
    internal bool? IsSatisfiedNow => activity.IsTracked ? KnownSatisfaction(Current) : null;
    internal decimal? MeasureNow => activity.IsTracked ? KnownMeasure(Current) : null;

    /// <summary>The completion status of an objective that is not the primary one, whose completion is its activity's.</summary>
    internal bool? IsCompleted => activity.IsTracked ? ReadCompletion() ?? Local.IsCompleted : null;
    internal bool? IsCompletedNow => activity.IsTracked ? ReadCompletion() ?? Current.IsCompleted : null;

    /// <summary>All that is known of it now, through its maps: what content finds in cmi.objectives (RTE 4.2.17), tracked or not.</summary>
    internal ObjectiveValues Known => new()
    {
        IsSatisfied = KnownSatisfaction(Local),
        Measure = KnownMeasure(Local),
        RawScore = Mapped(map => map.ReadRawScore, values => values.RawScore, Local),
        MinScore = Mapped(map => map.ReadMinScore, values => values.MinScore, Local),
        MaxScore = Mapped(map => map.ReadMaxScore, values => values.MaxScore, Local),
        // What another activity wrote is told as it was written; only rules judge it by the threshold of this one.
        IsCompleted = ReadCompletion() ?? (isPrimary && activity.IsTracked ? activity.IsCompleted : Local.IsCompleted),
        Progress = isPrimary && activity.IsTracked ? activity.Progress : ReadProgress() ?? Local.Progress,
    };

    // With satisfiedByMeasure the measure alone decides (RB.1.2.a); of a cluster that is still active, only if its rollup considerations say so.
    private bool? KnownSatisfaction(ObjectiveValues own) =>
        !definition.SatisfiedByMeasure ? Mapped(map => map.ReadSatisfied, values => values.IsSatisfied, own)
        : activity.IsActive && !activity.IsLeaf && !activity.Definition.Rollup.MeasureSatisfactionIfActive ? null
        : KnownMeasure(own) is { } measure ? measure >= definition.MinNormalizedMeasure : null;

    private decimal? KnownMeasure(ObjectiveValues own) => Mapped(map => map.ReadMeasure, values => values.Measure, own);

    private ObjectiveValues Current => activity.AreObjectivesOld ? ObjectiveValues.Unknown : Local;

    internal bool? ReadCompletion() => Read(map => map.ReadCompletion, values => values.IsCompleted);

    internal decimal? ReadProgress() => Read(map => map.ReadProgress, values => values.Progress);

    internal void Satisfy(bool? isSatisfied)
    {
        Change(Local with { IsSatisfied = isSatisfied });
        if (!definition.SatisfiedByMeasure) Write(map => map.WriteSatisfied, values => values with { IsSatisfied = isSatisfied });
    }

    internal void SetMeasure(decimal? measure)
    {
        // Who never knew a measure has none to take back from the global objectives, which others may have written.
        if (measure is null && Local.Measure is null) return;
        Change(Local with { Measure = measure });
        Write(map => map.WriteMeasure, values => values with { Measure = measure });
        WriteMeasuredSatisfaction();
    }

    /// <summary>Where the measure decides about satisfaction, tells the global objectives what it decided.</summary>
    internal void WriteMeasuredSatisfaction()
    {
        if (!definition.SatisfiedByMeasure) return;
        var isSatisfied = IsSatisfied;
        Write(map => map.WriteSatisfied, values => values with { IsSatisfied = isSatisfied });
    }

    internal void SetRawScore(decimal? score)
    {
        Change(Local with { RawScore = score });
        Write(map => map.WriteRawScore, values => values with { RawScore = score });
    }

    internal void SetMinScore(decimal? score)
    {
        Change(Local with { MinScore = score });
        Write(map => map.WriteMinScore, values => values with { MinScore = score });
    }

    internal void SetMaxScore(decimal? score)
    {
        Change(Local with { MaxScore = score });
        Write(map => map.WriteMaxScore, values => values with { MaxScore = score });
    }

    internal void SetCompletion(bool? isCompleted)
    {
        Change(Local with { IsCompleted = isCompleted });
        WriteCompletion(isCompleted);
    }

    internal void SetProgress(decimal? progress)
    {
        Change(Local with { Progress = progress });
        WriteProgress(progress);
    }

    internal void WriteCompletion(bool? isCompleted) => Write(map => map.WriteCompletion, values => values with { IsCompleted = isCompleted });

    internal void WriteProgress(decimal? progress) => Write(map => map.WriteProgress, values => values with { Progress = progress });

    private void Change(ObjectiveValues values)
    {
        activity.AreObjectivesOld = false;
        Local = values;
    }

    /// <summary>The global value where one is mapped for reading, or else the local one.</summary>
    private T? Mapped<T>(Func<ObjectiveMap, bool> isMapped, Func<ObjectiveValues, T?> value, ObjectiveValues own) where T : struct =>
        definition.Maps.Any(isMapped) ? Read(isMapped, value) : value(own);

    private T? Read<T>(Func<ObjectiveMap, bool> isMapped, Func<ObjectiveValues, T?> value) where T : struct
    {
        foreach (var map in definition.Maps)
            if (isMapped(map) && globals.TryGetValue(map.TargetId, out var global) && value(global) is { } known) return known;
        return null;
    }

    private void Write(Func<ObjectiveMap, bool> isMapped, Func<ObjectiveValues, ObjectiveValues> change)
    {
        foreach (var map in definition.Maps)
            if (isMapped(map)) globals[map.TargetId] = change(globals.GetValueOrDefault(map.TargetId, ObjectiveValues.Unknown));
    }
}
