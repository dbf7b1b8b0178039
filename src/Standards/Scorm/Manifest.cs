using System.Text.Json.Serialization;
using Lectern.Scorm.Sequencing;

namespace Lectern.Scorm;

/// <summary>The edition that a package declares; it decides which run-time API its content looks for.</summary>
public enum ScormVersion
{
    Scorm12,
    Scorm2004SecondEdition,
    Scorm2004ThirdEdition,
    Scorm2004FourthEdition,
}

/// <summary>What the run-time has to expect from a launched resource (SCORM 1.2 CAM 2.2.1, SCORM 2004 4th Ed. CAM 2.1).</summary>
public enum ResourceKind
{
    /// <summary>A sharable content object: talks to the API, and decides itself when it is finished.</summary>
    Sco,

    /// <summary>A plain file: knows nothing of the API, and is done once it was shown.</summary>
    Asset,
}

/// <summary>What an imsmanifest.xml says, as far as launching its content needs it. The file itself stays in the package.</summary>
public sealed record Manifest
{
    public required string Identifier { get; init; }
    public required ScormVersion Version { get; init; }

    /// <summary>The default organization's title; null when the package names itself nowhere.</summary>
    public required string? Title { get; init; }

    public required IReadOnlyList<Organization> Organizations { get; init; }

    /// <summary>The organization that is played: the declared default, or else the first that has something to launch.</summary>
    public required string DefaultOrganization { get; init; }

    public required IReadOnlyList<Resource> Resources { get; init; }

    /// <summary>What was odd but could be lived with, for the person who imports the package.</summary>
    public required IReadOnlyList<Remark> Warnings { get; init; }

    /// <summary>Whether the package itself says in which order it is gone through (SCORM 2004 SN; there is none in SCORM 1.2).</summary>
    [JsonIgnore]
    public bool IsSequenced => Version != ScormVersion.Scorm12;

    /// <summary>The organization that is played.</summary>
    public Organization Default() => Organizations.First(organization => organization.Identifier == DefaultOrganization);
}

/// <summary>One way through the content: a tree of items.</summary>
public sealed record Organization
{
    public required string Identifier { get; init; }
    public required string? Title { get; init; }
    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>SCORM 2004: how its items are sequenced as a whole.</summary>
    [JsonConverter(typeof(DefaultSequencingAsNull))]
    public SequencingDefinition Sequencing { get; init; } = SequencingDefinition.Default;

    /// <summary>SCORM 2004 4th edition: how the whole is measured.</summary>
    [JsonConverter(typeof(DefaultCompletionAsNull))]
    public CompletionRule Completion { get; init; } = CompletionRule.Default;

    /// <summary>SCORM 2004: whether its global objectives are shared with the learner's other courses, or belong to one registration
    /// (4th Ed. CAM 5.1.9, adlseq:objectivesGlobalToSystem).</summary>
    public bool ObjectivesGlobalToSystem { get; init; } = true;

    /// <summary>The same for shared data (4th Ed. CAM 3.4.1.5, adlcp:sharedDataGlobalToSystem).</summary>
    public bool SharedDataGlobalToSystem { get; init; } = true;

    /// <summary>Every item in the order of reading, parents before children.</summary>
    public IEnumerable<Item> AllItems() => Items.SelectMany(item => item.WithDescendants());

    /// <summary>The items that can be launched, in the order of reading.</summary>
    public IEnumerable<Item> Launchable() => AllItems().Where(item => item.Launch is not null);

    /// <summary>The items whose outcome decides about the whole (see <see cref="RollUp"/>): launchable, and shown to the learner.
    /// Where the author hid every one of them (usual for single-item packages), all launchable items count and are shown.</summary>
    public IReadOnlyList<Item> Required()
    {
        var launchable = Launchable().ToList();
        var visible = launchable.Where(item => item.IsVisible).ToList();
        return visible.Count > 0 ? visible : launchable;
    }
}

/// <summary>A node of the table of contents; it may launch a resource, have children, or (in SCORM 1.2) both.</summary>
public sealed record Item
{
    public required string Identifier { get; init; }
    public required string Title { get; init; }

    /// <summary>False hides this item from the table of contents, but not its children (SCORM 2004 4th Ed. CAM 3.4.1.6).</summary>
    public bool IsVisible { get; init; } = true;

    public string? Parameters { get; init; }

    /// <summary>The identifier of the resource it launches.</summary>
    public string? Resource { get; init; }

    /// <summary>What to open, with the parameters applied; null for a mere heading and for what can't be opened safely.</summary>
    public LaunchAddress? Launch { get; init; }

    public ResourceKind Kind { get; init; }

    /// <summary>The aicc_script that opens this item; null when it is open from the start or its script can't be honoured.</summary>
    public string? Prerequisites { get; init; }

    /// <summary>SCORM 1.2: the raw score from which the SCO is passed.</summary>
    public decimal? MasteryScore { get; init; }

    /// <summary>The time allowed, in the notation of the package's edition.</summary>
    public string? MaxTimeAllowed { get; init; }

    public string? TimeLimitAction { get; init; }

    public string? DataFromLms { get; init; }

    /// <summary>SCORM 2004: the progress measure (0..1) from which the SCO is complete.</summary>
    public decimal? CompletionThreshold { get; init; }

    /// <summary>SCORM 2004: the scaled score (-1..1) from which the SCO is passed, from the primary objective's measure.</summary>
    public decimal? ScaledPassingScore { get; init; }

    /// <summary>SCORM 2004: the sequencing of this item, its template merged in.</summary>
    [JsonConverter(typeof(DefaultSequencingAsNull))]
    public SequencingDefinition Sequencing { get; init; } = SequencingDefinition.Default;

    /// <summary>SCORM 2004 4th edition: how its completion is measured, and what it weighs in its parent's.</summary>
    [JsonConverter(typeof(DefaultCompletionAsNull))]
    public CompletionRule Completion { get; init; } = CompletionRule.Default;

    /// <summary>SCORM 2004 4th edition: the shared data stores that its content may use.</summary>
    public IReadOnlyList<DataMap> DataMaps { get; init; } = [];

    /// <summary>SCORM 2004: the navigation devices that the LMS must not show with it (adlnav:hideLMSUI), by their tokens.</summary>
    public IReadOnlyCollection<string> HiddenDevices { get; init; } = [];

    public IReadOnlyList<Item> Children { get; init; } = [];

    /// <summary>This item and everything below it.</summary>
    public IEnumerable<Item> WithDescendants() => Children.SelectMany(child => child.WithDescendants()).Prepend(this);
}

/// <summary>A launchable or supporting set of files.</summary>
public sealed record Resource
{
    public required string Identifier { get; init; }

    /// <summary>The href as written, with every xml:base applied; null when the resource can't be launched.</summary>
    public string? Href { get; init; }

    public required ResourceKind ScormType { get; init; }

    /// <summary>The declared files, as paths inside the package.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}
