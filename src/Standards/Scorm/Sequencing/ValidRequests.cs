namespace Lectern.Scorm.Sequencing;

/// <summary>Which navigation would be followed now (SCORM 2004 4th Ed. SN 5.6.4, adl.nav.request_valid), the current activity taken as it stands.
/// Continue and Exit are true wherever the Navigation Request Process NB.2.1 takes them, as the standard wants their devices to be, even if
/// nothing can be delivered then.</summary>
public sealed record ValidRequests
{
    public bool Start { get; init; }
    public bool ResumeAll { get; init; }
    public bool Continue { get; init; }
    public bool Previous { get; init; }
    public bool Exit { get; init; }
    public bool ExitAll { get; init; }
    public bool Abandon { get; init; }
    public bool AbandonAll { get; init; }
    public bool SuspendAll { get; init; }

    /// <summary>The items that may be chosen, by their identifiers; the organization itself by its own.</summary>
    public IReadOnlyCollection<string> Choices { get; init; } = [];

    /// <summary>The items that may be jumped to.</summary>
    public IReadOnlyCollection<string> Jumps { get; init; } = [];

    public bool Allows(NavigationRequest request) => request.Kind switch
    {
        NavigationKind.Start => Start,
        NavigationKind.ResumeAll => ResumeAll,
        NavigationKind.Continue => Continue,
        NavigationKind.Previous => Previous,
        NavigationKind.Choice => request.Target is { } target && Choices.Contains(target),
        NavigationKind.Jump => request.Target is { } target && Jumps.Contains(target),
        NavigationKind.Exit => Exit,
        NavigationKind.ExitAll => ExitAll,
        NavigationKind.Abandon => Abandon,
        NavigationKind.AbandonAll => AbandonAll,
        _ => SuspendAll,
    };
}

/// <summary>What the LMS offers the learner around the content: valid, and not hidden by the manifest (adlnav:hideLMSUI, SN 5.6.2).</summary>
public sealed record NavigationDevices
{
    public bool Continue { get; init; }
    public bool Previous { get; init; }
    public bool Exit { get; init; }
    public bool ExitAll { get; init; }
    public bool Abandon { get; init; }
    public bool AbandonAll { get; init; }
    public bool SuspendAll { get; init; }

    /// <summary>The table of contents in its order, the organization first; entries that may not be seen are left out.</summary>
    public IReadOnlyList<ContentsEntry> Contents { get; init; } = [];
}

/// <summary>A line of the table of contents.</summary>
/// <param name="Depth">0 for the organization.</param>
public sealed record ContentsEntry(string Id, string Title, int Depth, bool IsCurrent, bool IsSelectable);
