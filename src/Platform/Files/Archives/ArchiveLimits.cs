namespace Lectern.Files.Archives;

/// <summary>How much an archive may hold. The defaults fit the largest course packages met in practice.</summary>
public sealed record ArchiveLimits
{
    /// <summary>For whatever has no reason for others.</summary>
    public static ArchiveLimits Default { get; } = new();

    /// <summary>Entries, folders included.</summary>
    public int Entries { get; init; } = 20_000;

    /// <summary>Bytes of all entries together, unpacked.</summary>
    public long Total { get; init; } = 4L << 30;

    /// <summary>Unpacked bytes per packed byte, of an entry or of everything; real text rarely exceeds 30.</summary>
    public int Ratio { get; init; } = 200;

    /// <summary>Below this many unpacked bytes the ratio doesn't matter: small repetitive files compress well and harm nobody.</summary>
    public long RatioFrom { get; init; } = 4L << 20;

    /// <summary>Folders inside folders.</summary>
    public int Depth { get; init; } = 32;

    /// <summary>Bytes of the list of entries.</summary>
    public long Directory { get; init; } = 16L << 20;
}
