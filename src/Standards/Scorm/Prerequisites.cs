namespace Lectern.Scorm;

/// <summary>
/// A SCORM 1.2 prerequisite (adlcp:prerequisites, type aicc_script): which items must stand how before one may be opened.
/// The language is that of the AICC CMI Guidelines for Interoperability (CMI001), "prerequisites", which SCORM 1.2 CAM 2.3.2.5.3 adopts:
/// identifiers, &amp; | ~, = &lt;&gt; with a status, parentheses, sets in braces, n*{...} for "n or more of". From tight to loose: = and &lt;&gt;, ~, &amp;, |.
/// A bare identifier holds when that item is passed or completed. Seen in real packages and accepted: the words and, or, not; a comma for &amp;.
/// </summary>
public sealed class Prerequisites
{
    private readonly Node root;

    private Prerequisites(Node root, IReadOnlySet<string> items)
    {
        this.root = root;
        Items = items;
    }

    /// <summary>The identifiers that the script speaks of.</summary>
    public IReadOnlySet<string> Items { get; }

    /// <summary>Whether the item may be opened, given how each item stands.</summary>
    public bool AreMet(Func<string, LessonStatus> statusOf) => root.Holds(statusOf);

    /// <summary>Reads a script; null when it is not one.</summary>
    public static Prerequisites? Parse(string script)
    {
        if (script.Length > MaximumLength || PrerequisiteTokens.Of(script) is not { Count: > 0 } tokens) return null;
        var parser = new PrerequisiteParser(tokens);
        return parser.Parse() is { } root ? new Prerequisites(root, parser.Items) : null;
    }

    private const int MaximumLength = 10_000;

    internal abstract record Node
    {
        internal abstract bool Holds(Func<string, LessonStatus> statusOf);
    }

    internal sealed record IsDone(string Item) : Node
    {
        internal override bool Holds(Func<string, LessonStatus> statusOf) => statusOf(Item) is LessonStatus.Passed or LessonStatus.Completed;
    }

    internal sealed record Stands(string Item, LessonStatus Status, bool Not) : Node
    {
        internal override bool Holds(Func<string, LessonStatus> statusOf) => statusOf(Item) == Status != Not;
    }

    internal sealed record Negation(Node Inner) : Node
    {
        internal override bool Holds(Func<string, LessonStatus> statusOf) => !Inner.Holds(statusOf);
    }

    /// <summary>At least so many of the nodes hold: all for &amp;, one for |, n for n*{...}.</summary>
    internal sealed record AtLeast(int Count, IReadOnlyList<Node> Nodes) : Node
    {
        internal override bool Holds(Func<string, LessonStatus> statusOf) => Nodes.Count(node => node.Holds(statusOf)) >= Count;
    }
}
