using System.Buffers.Binary;

namespace Lectern.Files.Archives;

/// <summary>One line of an archive's directory, as written there.</summary>
internal sealed record ListedEntry(string Name, bool IsUnix, ushort Flags, ushort Method, uint Crc, long Packed, long Length, long HeaderAt, uint Attributes);

/// <summary>Reads the central directory of a zip (APPNOTE sections 4.3.12 to 4.3.16, 4.5.3), with ZIP64; nothing is unpacked.</summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int CommentMost = 65_535;

    internal static async Task<IReadOnlyList<ListedEntry>> Read(Stream zip, ArchiveLimits limits, CancellationToken cancel)
    {
        var length = zip.Length;
        if (length < EndLength) throw new RefusedException(ArchiveRefusals.NotAZip());
        var tailAt = Math.Max(0, length - EndLength - CommentMost);
        var tail = await At(zip, tailAt, (int)(length - tailAt), cancel);
        var end = LastEnd(tail);
        if (end < 0)
            throw new RefusedException(BinaryPrimitives.ReadUInt32LittleEndian(await At(zip, 0, 4, cancel)) == 0x04034b50 ? ArchiveRefusals.Damaged() : ArchiveRefusals.NotAZip());

        var record = tail.AsMemory(end);
        var disk = U16(record, 4);
        long count = U16(record, 10), size = U32(record, 12), offset = U32(record, 16);
        var directoryEnd = tailAt + end;
        if (disk is not (0 or 0xFFFF)) throw new RefusedException(ArchiveRefusals.Split());
        if (count == 0xFFFF || size == 0xFFFFFFFF || offset == 0xFFFFFFFF)
            (count, size, offset, directoryEnd) = await Zip64End(zip, tailAt + end, (count, size, offset, directoryEnd), cancel);

        if (count > limits.Entries) throw new RefusedException(ArchiveRefusals.TooMany(limits.Entries));
        if (size > limits.Directory) throw new RefusedException(ArchiveRefusals.TooMany(limits.Entries));
        // Bytes in front of the archive (a self-extractor) shift every offset.
        var shift = directoryEnd - size - offset;
        if (size < 0 || offset < 0 || shift < 0) throw new RefusedException(ArchiveRefusals.Damaged());
        var directory = await At(zip, offset + shift, (int)size, cancel);
        return Entries(directory, count, shift, limits);
    }

    private static List<ListedEntry> Entries(ReadOnlyMemory<byte> directory, long count, long shift, ArchiveLimits limits)
    {
        var entries = new List<ListedEntry>((int)count);
        var at = 0;
        while (at + 46 <= directory.Length && U32(directory, at) == 0x02014b50)
        {
            int nameLength = U16(directory, at + 28), extraLength = U16(directory, at + 30), commentLength = U16(directory, at + 32);
            if (at + 46 + nameLength + extraLength > directory.Length) throw new RefusedException(ArchiveRefusals.Damaged());
            // The number of entries in the end record can lie; the list itself is what we count.
            if (entries.Count == limits.Entries) throw new RefusedException(ArchiveRefusals.TooMany(limits.Entries));
            var extra = directory.Slice(at + 46 + nameLength, extraLength);
            long packed = U32(directory, at + 20), length = U32(directory, at + 24), header = U32(directory, at + 42);
            Zip64Sizes(extra, ref packed, ref length, ref header);
            var flags = U16(directory, at + 8);
            var host = directory.Span[at + 5];
            var name = ZipNames.Decode(directory.Span.Slice(at + 46, nameLength), extra.Span, isUtf8: (flags & 0x800) != 0);
            entries.Add(new ListedEntry(name, host is 3 or 19, flags, U16(directory, at + 10), U32(directory, at + 16), packed, length, header + shift, U32(directory, at + 38)));
            at += 46 + nameLength + extraLength + commentLength;
        }

        if (entries.Count != count) throw new RefusedException(ArchiveRefusals.Damaged());
        return entries;
    }

    private static async Task<(long Count, long Size, long Offset, long End)> Zip64End(Stream zip, long endAt, (long, long, long, long) plain, CancellationToken cancel)
    {
        // Section 4.3.15: a locator of 20 bytes stands right before the end record. Without one, the values are meant literally.
        if (endAt < 20) return plain;
        ReadOnlyMemory<byte> locator = await At(zip, endAt - 20, 20, cancel);
        if (U32(locator, 0) != 0x07064b50) return plain;
        var at = U64(locator, 8);
        if (at < 0 || at + 56 > endAt) throw new RefusedException(ArchiveRefusals.Damaged());
        ReadOnlyMemory<byte> record = await At(zip, at, 56, cancel);
        if (U32(record, 0) != 0x06064b50) throw new RefusedException(ArchiveRefusals.Damaged());
        var (count, size, offset) = (U64(record, 32), U64(record, 40), U64(record, 48));
        if (count < 0 || size < 0 || offset < 0) throw new RefusedException(ArchiveRefusals.Damaged());
        return (count, size, offset, at);
    }

    private static void Zip64Sizes(ReadOnlyMemory<byte> extra, ref long packed, ref long length, ref long header)
    {
        if (ZipNames.Extra(extra.Span, 0x0001) is not { Start: var start, Length: var size }) return;
        var field = extra.Slice(start, size);
        var at = 0;
        // Section 4.5.3: only the values that don't fit are there, in this order.
        if (length == 0xFFFFFFFF) length = Next();
        if (packed == 0xFFFFFFFF) packed = Next();
        if (header == 0xFFFFFFFF) header = Next();

        long Next()
        {
            if (at + 8 > field.Length) throw new RefusedException(ArchiveRefusals.Damaged());
            at += 8;
            var value = U64(field, at - 8);
            return value >= 0 ? value : throw new RefusedException(ArchiveRefusals.Damaged());
        }
    }

    private static int LastEnd(byte[] tail)
    {
        for (var at = tail.Length - EndLength; at >= 0; at--)
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) == 0x06054b50 && at + EndLength + BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 20)) <= tail.Length)
                return at;
        return -1;
    }

    private static async Task<byte[]> At(Stream stream, long position, int length, CancellationToken cancel)
    {
        if (position < 0 || position + length > stream.Length) throw new RefusedException(ArchiveRefusals.Damaged());
        var bytes = new byte[length];
        stream.Position = position;
        await stream.ReadExactlyAsync(bytes, cancel);
        return bytes;
    }

    private static ushort U16(ReadOnlyMemory<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[at..]);

    private static uint U32(ReadOnlyMemory<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[at..]);

    private static long U64(ReadOnlyMemory<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[at..]);
}
