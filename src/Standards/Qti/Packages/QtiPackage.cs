using System.Xml.Linq;
using Lectern.Qti.Assessments;
using Lectern.Qti.Processing;

namespace Lectern.Qti.Packages;

/// <summary>What a package holds: items, tests and shared stimuli, each with what is wrong with it (IMS Content Packaging 1.1.4 as QTI 2.1, 2.2 and 3.0 profile it).</summary>
public sealed record QtiPackage
{
    public string? Title { get; init; }
    public IReadOnlyList<PackagedItem> Items { get; init; } = [];
    public IReadOnlyList<PackagedTest> Tests { get; init; } = [];
    public IReadOnlyList<PackagedStimulus> Stimuli { get; init; } = [];

    /// <summary>What is wrong with the package itself.</summary>
    public IReadOnlyList<QtiProblem> Problems { get; init; } = [];

    /// <summary>Reads a package.</summary>
    /// <param name="paths">Of all its files, with forward slashes.</param>
    /// <param name="open">Opens one of them; the archive has already been found safe.</param>
    public static Task<PackageReading> Read(IEnumerable<string> paths, Func<string, CancellationToken, Task<Stream>> open, CancellationToken cancel) => new PackageReader(paths, open).Read(cancel);
}

/// <summary>Either the package or why it is none.</summary>
public sealed record PackageReading(QtiPackage? Package, QtiProblem? Refusal);

/// <summary>A file of the package that is of QTI, or should be.</summary>
public abstract record PackagedFile
{
    /// <summary>Where it is; for a missing file, where it should be.</summary>
    public required string Path { get; init; }

    /// <summary>Its identifier in the manifest; null when it isn't there.</summary>
    public string? Resource { get; init; }

    /// <summary>Why it can't be used; null when it can.</summary>
    public QtiProblem? Refusal { get; init; }

    /// <summary>What to know about it; nothing of it keeps it from being used.</summary>
    public IReadOnlyList<QtiProblem> Problems { get; init; } = [];

    /// <summary>The files that it shows or needs.</summary>
    public IReadOnlyList<string> Assets { get; init; } = [];
}

/// <summary>An item of the package.</summary>
public sealed record PackagedItem : PackagedFile
{
    /// <summary>Null when it is refused.</summary>
    public AssessmentItem? Item { get; init; }

    /// <summary>Its own title, or the manifest's.</summary>
    public string Title { get; init; } = "";
    public ItemMetadata Metadata { get; init; } = new();

    /// <summary>How much it can give; null when that can't be known.</summary>
    public double? MaxScore { get; init; }
}

/// <summary>What the manifest says of an item (IEEE LOM and QTI metadata).</summary>
public sealed record ItemMetadata
{
    public string? Title { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>The first path of a classification by discipline, from the top down (IEEE LOM 9.1, 9.2).</summary>
    public IReadOnlyList<string> Category { get; init; } = [];
    public string? Difficulty { get; init; }
    public IReadOnlyList<string> InteractionTypes { get; init; } = [];
}

/// <summary>A test of the package.</summary>
public sealed record PackagedTest : PackagedFile
{
    public AssessmentTest? Test { get; init; }

    /// <summary>By the identifier of its references, where each item is; those that are missing are not there.</summary>
    public IReadOnlyDictionary<string, string> ItemPaths { get; init; } = new Dictionary<string, string>();
}

/// <summary>A passage that several items share (QTI 2.2 and 3.0, "assessmentStimulus").</summary>
public sealed record PackagedStimulus : PackagedFile
{
    public string Title { get; init; } = "";

    /// <summary>In canonical form; null when it is refused.</summary>
    public XElement? Body { get; init; }
}
