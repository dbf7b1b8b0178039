namespace Lectern.Scorm.RunTime;

internal enum Access
{
    ReadWrite,
    ReadOnly,
    WriteOnly,
}

/// <summary>A node of a data model: a value, a group of named nodes, or a collection of numbered groups.</summary>
internal sealed record ElementNode
{
    internal string Name { get; init; } = "";
    internal Access Access { get; init; }

    /// <summary>What a value must look like; null where any text will do.</summary>
    internal DataType? Type { get; init; }

    /// <summary>What is read before anything was set; null where that is an error.</summary>
    internal string? Default { get; init; }

    /// <summary>The sibling that must have a value before this one may be set.</summary>
    internal string? DependsOn { get; init; }

    internal IReadOnlyList<ElementNode> Children { get; init; } = [];
    internal bool IsCollection { get; init; }

    /// <summary>Whether _children answers.</summary>
    internal bool NamesChildren { get; init; } = true;

    /// <summary>Whether no two members of its collection may have the same value.</summary>
    internal bool IsUnique { get; init; }

    /// <summary>Whether its first value is its last.</summary>
    internal bool IsWrittenOnce { get; init; }

    internal bool IsValue => Children.Count == 0;

    internal ElementNode? Child(string name) => Children.FirstOrDefault(child => child.Name == name);

    internal static ElementNode Value(string name, DataType? type = null, string? initially = null, Access access = Access.ReadWrite, string? dependsOn = null) =>
        new() { Name = name, Type = type, Default = initially, Access = access, DependsOn = dependsOn };

    internal static ElementNode Group(string name, params ElementNode[] children) => new() { Name = name, Children = children };

    internal static ElementNode Collection(string name, params ElementNode[] children) => new() { Name = name, Children = children, IsCollection = true };
}

/// <summary>What a value is, measured against a type.</summary>
internal enum TypeCheck
{
    Fits,
    Mismatch,
    OutOfRange,
}

/// <summary>A type of the data model.</summary>
internal delegate TypeCheck DataType(string value);
