namespace Lectern.Qti;

/// <summary>A variable of an item or test (QTI 2.1 information model 3, "Item Variables").</summary>
public abstract record VariableDeclaration
{
    public required string Identifier { get; init; }
    public Cardinality Cardinality { get; init; }

    /// <summary>Null for records alone.</summary>
    public BaseType? BaseType { get; init; }
    public QtiValue? Default { get; init; }
}

/// <summary>What a candidate answers (information model 3.3).</summary>
public sealed record ResponseDeclaration : VariableDeclaration
{
    public QtiValue? Correct { get; init; }
    public Mapping? Mapping { get; init; }
    public AreaMapping? AreaMapping { get; init; }
}

/// <summary>What comes of it (information model 3.4).</summary>
public sealed record OutcomeDeclaration : VariableDeclaration
{
    public double? NormalMaximum { get; init; }
    public double? NormalMinimum { get; init; }
    public double? MasteryValue { get; init; }
    public string? Interpretation { get; init; }
    public LookupTable? Lookup { get; init; }

    /// <summary>A mapping at an outcome is beyond the standard; mapOutcome uses it.</summary>
    public Mapping? Mapping { get; init; }

    /// <summary>human or externalMachine when somebody else gives it (2.2 and 3.0, "externalScored"); null when the rules do.</summary>
    public string? ExternalScored { get; init; }
}

/// <summary>What makes a copy of an item unlike another (information model 9.1).</summary>
public sealed record TemplateDeclaration : VariableDeclaration
{
    public bool IsMathVariable { get; init; }
    public bool IsParameter { get; init; }
}

/// <summary>What an item is told of its surroundings: QTI_CONTEXT and the like (QTI 3.0 ASI information model, "contextDeclaration").</summary>
public sealed record ContextDeclaration : VariableDeclaration;

/// <summary>What each answer counts (information model 3.3, "mapping").</summary>
/// <param name="Default">For answers that no entry names.</param>
/// <param name="Lowest">The sum is never below.</param>
/// <param name="Highest">The sum is never above.</param>
public sealed record Mapping(IReadOnlyList<MapEntry> Entries, double Default, double? Lowest, double? Highest)
{
    /// <summary>What one answer counts; entries are tried in order, the case of letters counting for each as it says.</summary>
    public double Of(object item, BaseType? baseType) =>
        Entries.FirstOrDefault(entry => QtiValue.SameItem(item, entry.Key, baseType)
            || !entry.IsCaseSensitive && item is string answer && entry.Key is string key && answer.Equals(key, StringComparison.OrdinalIgnoreCase))?.Value ?? Default;

    /// <summary>Keeps a sum within the bounds.</summary>
    public double Bounded(double sum) => Math.Min(Highest ?? double.PositiveInfinity, Math.Max(Lowest ?? double.NegativeInfinity, sum));
}

/// <param name="Key">Of the variable's base type.</param>
public sealed record MapEntry(object Key, double Value, bool IsCaseSensitive);

/// <summary>What a point in each area counts (information model 3.3, "areaMapping").</summary>
public sealed record AreaMapping(IReadOnlyList<AreaMapEntry> Entries, double Default, double? Lowest, double? Highest)
{
    public double Bounded(double sum) => Math.Min(Highest ?? double.PositiveInfinity, Math.Max(Lowest ?? double.NegativeInfinity, sum));
}

public sealed record AreaMapEntry(Area Area, double Value);

/// <summary>How lookupOutcomeValue turns a number into an outcome (information model 3.4, "lookupTable").</summary>
public abstract record LookupTable(QtiValue? Default)
{
    /// <summary>The value for this number; the default for one that the table doesn't have, and for none.</summary>
    public abstract QtiValue? Of(double? source);

    /// <summary>How many entries it has.</summary>
    public abstract int Count { get; }
}

/// <summary>One value for each whole number.</summary>
public sealed record MatchTable(IReadOnlyList<MatchTableEntry> Entries, QtiValue? Default) : LookupTable(Default)
{
    public override QtiValue? Of(double? source) => Entries.FirstOrDefault(entry => entry.Source == source)?.Target ?? Default;
    public override int Count => Entries.Count;
}

public sealed record MatchTableEntry(double Source, QtiValue? Target);

/// <summary>Values for ranges: the first entry whose number is not above the source (or, without its boundary, below it).</summary>
/// <param name="IsLinear">Beyond the standard: what lies between two entries is interpolated, what lies outside is as the nearest.</param>
public sealed record InterpolationTable(IReadOnlyList<InterpolationTableEntry> Entries, QtiValue? Default, bool IsLinear = false) : LookupTable(Default)
{
    public override int Count => Entries.Count;

    public override QtiValue? Of(double? source) =>
        source is not { } number ? Default
        : IsLinear && Between(number) is { } between ? QtiValue.Of(between)
        : Entries.FirstOrDefault(entry => entry.IncludesBoundary ? entry.Source <= number : entry.Source < number)?.Target ?? Default;

    private double? Between(double number)
    {
        var points = Entries.Where(entry => entry.Target?.Number is not null).Select(entry => (X: entry.Source, Y: entry.Target!.Number!.Value)).OrderBy(point => point.X).ToList();
        if (points.Count == 0) return null;
        if (number <= points[0].X) return points[0].Y;
        for (var at = 1; at < points.Count; at++)
            if (number <= points[at].X && points[at].X > points[at - 1].X)
                return points[at - 1].Y + (number - points[at - 1].X) / (points[at].X - points[at - 1].X) * (points[at].Y - points[at - 1].Y);
        return points[^1].Y;
    }
}

public sealed record InterpolationTableEntry(double Source, bool IncludesBoundary, QtiValue? Target);
