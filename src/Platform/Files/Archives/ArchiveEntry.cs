namespace Lectern.Files.Archives;

/// <summary>A file in an archive that was found safe.</summary>
/// <param name="Path">Relative, with <c>/</c> between folders, in Unicode NFC; never <c>..</c>.</param>
/// <param name="Length">In bytes, unpacked, as the archive says; reading never gives more.</param>
public sealed record ArchiveEntry(string Path, long Length)
{
    internal long Packed { get; init; }
    internal uint Crc { get; init; }
    internal bool IsDeflated { get; init; }
    internal long HeaderAt { get; init; }

    /// <summary>The last part of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}
