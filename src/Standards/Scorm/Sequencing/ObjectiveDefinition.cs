namespace Lectern.Scorm.Sequencing;

/// <summary>A local objective of an activity (SCORM 2004 4th Ed. SN 3.9 and 3.10). Identifiers are case-sensitive.</summary>
public sealed record ObjectiveDefinition
{
    /// <summary>Null only for a primary objective that the author gave no identifier; content can't see that one.</summary>
    public string? Id { get; init; }

    public bool SatisfiedByMeasure { get; init; }

    /// <summary>-1 to 1.</summary>
    public decimal MinNormalizedMeasure { get; init; } = 1;

    public IReadOnlyList<ObjectiveMap> Maps { get; init; } = [];
}

/// <summary>Ties a local objective to a global one: what is read from it and what is written to it. The first four are of the
/// IMS specification, the others of the 4th edition's extension (adlseq:objectives).</summary>
public sealed record ObjectiveMap(string TargetId)
{
    public bool ReadSatisfied { get; init; }
    public bool ReadMeasure { get; init; }
    public bool WriteSatisfied { get; init; }
    public bool WriteMeasure { get; init; }
    public bool ReadRawScore { get; init; }
    public bool ReadMinScore { get; init; }
    public bool ReadMaxScore { get; init; }
    public bool ReadCompletion { get; init; }
    public bool ReadProgress { get; init; }
    public bool WriteRawScore { get; init; }
    public bool WriteMinScore { get; init; }
    public bool WriteMaxScore { get; init; }
    public bool WriteCompletion { get; init; }
    public bool WriteProgress { get; init; }

    internal bool Reads => ReadSatisfied || ReadMeasure || ReadRawScore || ReadMinScore || ReadMaxScore || ReadCompletion || ReadProgress;
    internal bool Writes => WriteSatisfied || WriteMeasure || WriteRawScore || WriteMinScore || WriteMaxScore || WriteCompletion || WriteProgress;
}
