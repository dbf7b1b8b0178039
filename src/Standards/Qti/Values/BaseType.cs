namespace Lectern.Qti;

/// <summary>What a value is (QTI 2.1 information model 3.2, "baseType").</summary>
public enum BaseType
{
    Boolean,
    DirectedPair,

    /// <summary>In seconds.</summary>
    Duration,
    File,
    Float,
    Identifier,
    Integer,
    IntOrIdentifier,
    Pair,
    Point,
    String,
    Uri,
}

/// <summary>How many values a variable holds, and whether their order counts (QTI 2.1 information model 3.2, "cardinality").</summary>
public enum Cardinality
{
    Single,
    Multiple,
    Ordered,

    /// <summary>Named fields, each of its own base type.</summary>
    Record,
}
