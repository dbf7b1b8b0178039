namespace Lectern.Files.Archives;

/// <summary>The checksum of zip files (ISO 3309, reflected 0xEDB88320); the framework keeps its own to itself.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i =>
    {
        var value = (uint)i;
        for (var bit = 0; bit < 8; bit++) value = (value & 1) == 1 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
        return value;
    })];

    internal static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        foreach (var b in bytes) crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
        return ~crc;
    }
}
