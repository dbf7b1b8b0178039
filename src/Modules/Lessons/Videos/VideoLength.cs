using System.Buffers.Binary;
using System.Text;

namespace Lectern.Lessons.Videos;

/// <summary>How long a video plays, read from its own headers; nothing is decoded.</summary>
internal static class VideoLength
{
    private const int BoxesAtMost = 1000;

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
                case 0x1F43B675:
                    // The first cluster: what stands behind the pictures is not searched.
                    return duration * scale / 1e9;
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

        return duration * scale / 1e9;
    }

    private static async Task<long> Number(Stream file, bool keepMarker, CancellationToken cancel)
    {
        var bytes = new byte[8];
        await file.ReadExactlyAsync(bytes.AsMemory(0, 1), cancel);
        var length = System.Numerics.BitOperations.LeadingZeroCount((uint)bytes[0]) - 24 + 1;
        if (length > 8) throw new EndOfStreamException();
        await file.ReadExactlyAsync(bytes.AsMemory(1, length - 1), cancel);
        long value = keepMarker ? bytes[0] : bytes[0] & ((1 << (8 - length)) - 1);
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
