using System.Buffers.Binary;
using System.Text;

namespace Lectern.Lessons.Videos;

/// <summary>How long a video plays, read from its own headers; nothing is decoded.</summary>
internal static class VideoLength
{
    private const int BoxesAtMost = 1000;
    private const int LongestTail = 8 << 20;
    private const long Cluster = 0x1F43B675;
    private static ReadOnlySpan<byte> ClusterMark => [0x1F, 0x43, 0xB6, 0x75];

    /// <summary>In seconds; 0 when the file doesn't say, or says it wrongly.</summary>
    internal static async Task<double> Read(Stream file, string mediaType, CancellationToken cancel)
    {
        try
        {
            var seconds = mediaType switch
            {
                "video/mp4" or "video/quicktime" => await Iso(file, 0, file.Length, cancel),
                "video/webm" => await WebM(file, cancel),
                _ => 0,
            };
            return double.IsFinite(seconds) && seconds is > 0 and < 7 * 24 * 3600 ? Math.Round(seconds, 2) : 0;
        }
        catch (EndOfStreamException)
        {
            return 0;
        }
    }

    /// <summary>ISO/IEC 14496-12: boxes of size and type; moov holds mvhd with time scale and duration (section 8.2.2).</summary>
    private static async Task<double> Iso(Stream file, long from, long to, CancellationToken cancel)
    {
        var head = new byte[16];
        for (var (at, boxes) = (from, 0); at + 8 <= to && boxes < BoxesAtMost; boxes++)
        {
            file.Position = at;
            await file.ReadExactlyAsync(head.AsMemory(0, 8), cancel);
            long size = BinaryPrimitives.ReadUInt32BigEndian(head);
            var type = Encoding.ASCII.GetString(head, 4, 4);
            var start = at + 8;
            if (size == 1)
            {
                await file.ReadExactlyAsync(head.AsMemory(8, 8), cancel);
                size = BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(8));
                start += 8;
            }
            else if (size == 0)
            {
                size = to - at;
            }

            if (size < start - at || at + size > to) return 0;
            if (type == "moov") return await Iso(file, start, at + size, cancel);
            if (type == "mvhd") return await MovieHeader(file, start, cancel);
            at += size;
        }

        return 0;
    }

    private static async Task<double> MovieHeader(Stream file, long at, CancellationToken cancel)
    {
        var box = new byte[32];
        file.Position = at;
        await file.ReadExactlyAsync(box, cancel);
        var (scale, duration) = box[0] == 1
            ? (BinaryPrimitives.ReadUInt32BigEndian(box.AsSpan(20)), BinaryPrimitives.ReadUInt64BigEndian(box.AsSpan(24)))
            : (BinaryPrimitives.ReadUInt32BigEndian(box.AsSpan(12)), BinaryPrimitives.ReadUInt32BigEndian(box.AsSpan(16)));
        // All ones means unknown.
        return scale == 0 || duration is uint.MaxValue or ulong.MaxValue ? 0 : duration / (double)scale;
    }

    /// <summary>RFC 8794 and RFC 9559: Segment holds Info with TimestampScale (nanoseconds, usually 1,000,000) and Duration.</summary>
    private static async Task<double> WebM(Stream file, CancellationToken cancel)
    {
        long at = 0, end = file.Length;
        var (scale, duration) = (1_000_000.0, 0.0);
        for (var elements = 0; at < end && elements < BoxesAtMost; elements++)
        {
            file.Position = at;
            var id = await Number(file, keepMarker: true, cancel);
            var size = await Number(file, keepMarker: false, cancel);
            var body = file.Position;
            switch (id)
            {
                case 0x18538067 or 0x1549A966:
                    // Inside Segment and Info; their other siblings don't matter.
                    if (id == 0x1549A966) end = Math.Min(end, body + size);
                    at = body;
                    continue;
                case Cluster:
                    // The first of the pictures: what stands behind them is not searched.
                    end = at;
                    break;
                case 0x2AD7B1:
                    scale = await Unsigned(file, size, cancel);
                    break;
                case 0x4489:
                    duration = await Float(file, size, cancel);
                    break;
            }

            if (size < 0) return 0;
            at = body + size;
        }

        // What a browser or a call recorded live says no Duration: its last picture tells.
        return (duration > 0 ? duration : await LastMoment(file, cancel)) * scale / 1e9;
    }

    /// <summary>When the last picture or sound begins, in the segment's scale; 0 where no cluster begins in the last eight megabytes.</summary>
    private static async Task<double> LastMoment(Stream file, CancellationToken cancel)
    {
        var tail = new byte[(int)Math.Min(file.Length, LongestTail)];
        file.Position = file.Length - tail.Length;
        await file.ReadExactlyAsync(tail, cancel);
        // Pictures can hold the same four bytes by chance: then what follows isn't a cluster's beginning.
        for (var at = tail.AsSpan().LastIndexOf(ClusterMark); at >= 0; at = tail.AsSpan(0, at).LastIndexOf(ClusterMark))
        {
            if (LastOf(tail.AsSpan(at + ClusterMark.Length)) is { } moment) return moment;
        }

        return 0;
    }

    // RFC 9559, 5.1.3: a cluster's Timestamp, to which its blocks are relative. Null when these are no cluster's bytes.
    private static long? LastOf(ReadOnlySpan<byte> cluster)
    {
        long? begins = null;
        long last = 0;
        if (!Take(ref cluster, keepMarker: false, out _)) return null;
        for (var elements = 0; Take(ref cluster, keepMarker: true, out var id) && Take(ref cluster, keepMarker: false, out var size); elements++)
        {
            // Only a CRC-32 and a Void may come before its Timestamp: what goes on without one is soon left, however often it looks like a cluster.
            if (begins is null && id != 0xE7 && (elements == 2 || id is not (0xEC or 0xBF))) return null;
            if (id == 0xA0) continue;   // a group: its block is inside
            var body = cluster[..(int)Math.Clamp(size, 0, cluster.Length)];
            if (id == 0xE7 && body.Length is >= 1 and <= 8) begins = body.ToArray().Aggregate(0L, (value, b) => (value << 8) | b);
            else if (id is 0xA3 or 0xA1 && Take(ref body, keepMarker: false, out _) && body.Length >= 2) last = Math.Max(last, BinaryPrimitives.ReadInt16BigEndian(body));
            if (size < 0 || size > cluster.Length) break;   // the recording was cut off
            cluster = cluster[(int)size..];
        }

        return begins + last;
    }

    private static bool Take(ref ReadOnlySpan<byte> bytes, bool keepMarker, out long value)
    {
        value = 0;
        if (bytes.IsEmpty) return false;
        var length = LengthOf(bytes[0]);
        if (length > 8 || length > bytes.Length) return false;
        value = Begun(bytes[0], length, keepMarker);
        foreach (var b in bytes[1..length]) value = (value << 8) | b;
        bytes = bytes[length..];
        return true;
    }

    private static int LengthOf(byte first) => System.Numerics.BitOperations.LeadingZeroCount((uint)first) - 24 + 1;
    private static long Begun(byte first, int length, bool keepMarker) => keepMarker ? first : first & ((1 << (8 - length)) - 1);

    private static async Task<long> Number(Stream file, bool keepMarker, CancellationToken cancel)
    {
        var bytes = new byte[8];
        await file.ReadExactlyAsync(bytes.AsMemory(0, 1), cancel);
        var length = LengthOf(bytes[0]);
        if (length > 8) throw new EndOfStreamException();
        await file.ReadExactlyAsync(bytes.AsMemory(1, length - 1), cancel);
        var value = Begun(bytes[0], length, keepMarker);
        for (var i = 1; i < length; i++) value = (value << 8) | bytes[i];
        return value;
    }

    private static async Task<double> Unsigned(Stream file, long size, CancellationToken cancel)
    {
        if (size is < 1 or > 8) return 0;
        var bytes = new byte[size];
        await file.ReadExactlyAsync(bytes, cancel);
        return bytes.Aggregate(0.0, (value, b) => (value * 256) + b);
    }

    private static async Task<double> Float(Stream file, long size, CancellationToken cancel)
    {
        if (size is not (4 or 8)) return 0;
        var bytes = new byte[size];
        await file.ReadExactlyAsync(bytes, cancel);
        return size == 4 ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadDoubleBigEndian(bytes);
    }
}
