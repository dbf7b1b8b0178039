using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Lectern.Kernel;

/// <summary>Numbers and UUIDs that never go backwards within a process, so that what was made later also sorts later.</summary>
public static class Sequential
{
    private static long _last;

    /// <summary>The Unix time in milliseconds times 4,096, or one more than the last number given.</summary>
    public static long Next()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() << 12;
        while (true)
        {
            var last = Interlocked.Read(ref _last);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last) return next;
        }
    }

    /// <summary>A version-7 UUID whose 12 bits of <c>rand_a</c> count within the millisecond (RFC 9562, section 6.2, method 1).</summary>
    public static Guid NewGuid()
    {
        var next = Next();
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[8..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes, (next >> 12 << 16) | 0x7000L | (next & 0xFFF));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
