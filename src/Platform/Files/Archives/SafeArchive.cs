using System.Buffers.Binary;
using System.IO.Compression;
using Lectern.Kernel;

namespace Lectern.Files.Archives;

/// <summary>
/// A zip file from a stranger. Opening it reads its directory and refuses whatever could harm: paths that leave the folder, links,
/// passwords, doubles, bombs. Reading an entry checks again what the directory claimed, because headers lie.
/// Archives inside archives are plain files here: nothing unpacks them by itself.
/// </summary>
/// <remarks>APPNOTE.TXT 6.3.10 (ISO/IEC 21320-1). The framework's ZipArchive hides the raw names and the extra fields that safe reading needs.</remarks>
public sealed class SafeArchive : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly Dictionary<string, ArchiveEntry> _byPath;

    private SafeArchive(Stream stream, IReadOnlyList<ArchiveEntry> entries)
    {
        _stream = stream;
        Entries = entries;
        _byPath = entries.ToDictionary(e => e.Path, StringComparer.Ordinal);
    }

    /// <summary>The files, in the archive's order. Folders, <c>__MACOSX/</c> and <c>.DS_Store</c> are left out.</summary>
    public IReadOnlyList<ArchiveEntry> Entries { get; }

    /// <summary>Bytes of everything together, unpacked.</summary>
    public long Length => Entries.Sum(e => e.Length);

    /// <summary>Opens a zip from a seekable stream, or says why not. The archive owns the stream from then on; after a refusal the caller keeps it.</summary>
    public static async Task<Opened> Open(Stream stream, ArchiveLimits? limits, CancellationToken cancel)
    {
        limits ??= ArchiveLimits.Default;
        try
        {
            var listed = await ZipDirectory.Read(stream, limits, cancel);
            return new Opened(new SafeArchive(stream, ArchiveRules.Check(listed, limits)), null);
        }
        catch (RefusedException refused)
        {
            return new Opened(null, refused.Refusal);
        }
    }

    /// <summary>The entry at exactly this path, or null.</summary>
    public ArchiveEntry? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>Opens an entry for reading. Read one at a time: entries share the archive's stream.</summary>
    /// <exception cref="RefusedException">Also later, from reading: the content is damaged, or longer than the directory says.</exception>
    public async Task<Stream> Read(ArchiveEntry entry, CancellationToken cancel)
    {
        // The local header's name and extra field may differ in length from the directory's (section 4.3.7).
        var header = new byte[30];
        if (entry.HeaderAt > _stream.Length - header.Length) throw new RefusedException(ArchiveRefusals.Damaged());
        _stream.Position = entry.HeaderAt;
        if (await _stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancel) < header.Length || BinaryPrimitives.ReadUInt32LittleEndian(header) != 0x04034b50)
            throw new RefusedException(ArchiveRefusals.Damaged());
        var start = entry.HeaderAt + 30 + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        if (start + entry.Packed > _stream.Length) throw new RefusedException(ArchiveRefusals.Damaged());

        Stream packed = new PartOfStream(_stream, start, entry.Packed, leaveOpen: true);
        var plain = entry.IsDeflated ? new DeflateStream(packed, CompressionMode.Decompress) : packed;
        return new CheckedEntryStream(plain, entry);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    /// <summary>Either an archive or the reason why not.</summary>
    public sealed record Opened(SafeArchive? Archive, Refusal? Refusal);
}
