using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Lectern.Files.Archives;

namespace Lectern.Tests.Files;

/// <summary>Writes zip files as no honest program would.</summary>
internal sealed class ZipWriter
{
    private readonly MemoryStream _zip = new();
    private readonly List<byte[]> _directory = [];

    public ZipWriter Add(
        string name, byte[]? content = null, byte[]? rawName = null, ushort flags = 0x800, byte host = 3, uint attributes = 0,
        bool deflate = true, uint? claimedLength = null, byte[]? extra = null, uint? headerAt = null, ushort? method = null)
    {
        content ??= Encoding.UTF8.GetBytes("content of " + name);
        extra ??= [];
        var nameBytes = rawName ?? Encoding.UTF8.GetBytes(name);
        var packed = deflate ? Deflate(content) : content;
        var at = headerAt ?? (uint)_zip.Length;
        var crc = Crc32.Append(0, content);
        var length = claimedLength ?? (uint)content.Length;
        var how = method ?? (ushort)(deflate ? 8 : 0);
        if (headerAt is null)
        {
            var local = new byte[30];
            BinaryPrimitives.WriteUInt32LittleEndian(local, 0x04034b50);
            BinaryPrimitives.WriteUInt16LittleEndian(local.AsSpan(6), flags);
            BinaryPrimitives.WriteUInt16LittleEndian(local.AsSpan(8), how);
            BinaryPrimitives.WriteUInt16LittleEndian(local.AsSpan(26), (ushort)nameBytes.Length);
            _zip.Write([.. local, .. nameBytes, .. packed]);
        }

        var central = new byte[46];
        BinaryPrimitives.WriteUInt32LittleEndian(central, 0x02014b50);
        central[4] = 20;
        central[5] = host;
        BinaryPrimitives.WriteUInt16LittleEndian(central.AsSpan(8), flags);
        BinaryPrimitives.WriteUInt16LittleEndian(central.AsSpan(10), how);
        BinaryPrimitives.WriteUInt32LittleEndian(central.AsSpan(16), crc);
        BinaryPrimitives.WriteUInt32LittleEndian(central.AsSpan(20), (uint)packed.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(central.AsSpan(24), length);
        BinaryPrimitives.WriteUInt16LittleEndian(central.AsSpan(28), (ushort)nameBytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(central.AsSpan(30), (ushort)extra.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(central.AsSpan(38), attributes);
        BinaryPrimitives.WriteUInt32LittleEndian(central.AsSpan(42), at);
        _directory.Add([.. central, .. nameBytes, .. extra]);
        return this;
    }

    public MemoryStream Finish(ushort? claimedCount = null)
    {
        var offset = (uint)_zip.Length;
        foreach (var line in _directory) _zip.Write(line);
        var end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), claimedCount ?? (ushort)_directory.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), claimedCount ?? (ushort)_directory.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)_zip.Length - offset);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), offset);
        _zip.Write(end);
        _zip.Position = 0;
        return _zip;
    }

    private static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize)) deflate.Write(content);
        return packed.ToArray();
    }
}
