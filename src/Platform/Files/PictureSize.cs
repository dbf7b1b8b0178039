using System.Buffers.Binary;

namespace Lectern.Files;

/// <summary>How large a picture is shown, in pixels, told by its header: PNG, JPEG, GIF and WebP. Nothing is decoded, and no more is looked at than is there.</summary>
public static class PictureSize
{
    private const int LargestSide = 1_000_000;

    /// <summary>Null when the content is of another kind, broken, or has no size.</summary>
    public static (int Width, int Height)? Of(ReadOnlySpan<byte> content) => ContentSniffer.MediaType(content) switch
    {
        // PNG 3, section 11.2.1: IHDR is first.
        "image/png" => content.Length >= 24 && content[12..16].SequenceEqual("IHDR"u8) ? Size(BinaryPrimitives.ReadUInt32BigEndian(content[16..]), BinaryPrimitives.ReadUInt32BigEndian(content[20..])) : null,
        // GIF89a, section 18: the logical screen.
        "image/gif" => content.Length >= 10 ? Size(BinaryPrimitives.ReadUInt16LittleEndian(content[6..]), BinaryPrimitives.ReadUInt16LittleEndian(content[8..])) : null,
        "image/webp" => WebP(content),
        "image/jpeg" => Jpeg(content),
        _ => null,
    };

    // RFC 9649, sections 2.5 to 2.7: one of three headers after "WEBP".
    private static (int, int)? WebP(ReadOnlySpan<byte> content)
    {
        if (content.Length < 30) return null;
        var chunk = content[12..16];
        var body = content[20..];
        if (chunk.SequenceEqual("VP8X"u8)) return Size(1u + Three(body[4..]), 1u + Three(body[7..]));
        if (chunk.SequenceEqual("VP8L"u8) && body[0] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
            return Size(1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF));
        }

        // RFC 6386, section 9.1: a key frame's start code, then 14 bits for each side.
        return chunk.SequenceEqual("VP8 "u8) && body[3] == 0x9D && body[4] == 0x01 && body[5] == 0x2A
            ? Size(BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFFu, BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFFu) : null;
    }

    private static uint Three(ReadOnlySpan<byte> at) => (uint)(at[0] | at[1] << 8 | at[2] << 16);

    // ITU-T T.81, annex B: segments with lengths until the frame header; Exif may say that it is shown on its side.
    private static (int, int)? Jpeg(ReadOnlySpan<byte> content)
    {
        var isTurned = false;
        for (var at = 2; at + 9 < content.Length;)
        {
            if (content[at] != 0xFF) return null;
            var marker = content[at + 1];
            if (marker == 0xFF)   // fill bytes
            {
                at++;
                continue;
            }

            if (marker is 0x01 or >= 0xD0 and <= 0xD7)   // without a length
            {
                at += 2;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]);
            if (length < 2 || marker is 0xD9 or 0xDA) return null;
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(content[(at + 5)..]), BinaryPrimitives.ReadUInt16BigEndian(content[(at + 7)..]));
                return isTurned ? Size(height, width) : Size(width, height);
            }

            if (marker == 0xE1) isTurned |= IsTurned(content[(at + 4)..Math.Min(content.Length, at + 2 + length)]);
            at += 2 + length;
        }

        return null;
    }

    // Exif 2.32, 4.6.2 and 4.6.4: orientations 5 to 8 lie on their side (tag 0x0112 of the first directory), and browsers turn them.
    private static bool IsTurned(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 20 || !segment.StartsWith("Exif\0\0"u8)) return false;
        var tiff = segment[6..];
        var isLittle = tiff[0] == (byte)'I';
        var directory = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2) return false;
        var count = Short(tiff[(int)directory..], isLittle);
        for (var entry = (int)directory + 2; count > 0 && entry + 12 <= tiff.Length; entry += 12, count--)
            if (Short(tiff[entry..], isLittle) == 0x0112) return Short(tiff[(entry + 8)..], isLittle) is >= 5 and <= 8;
        return false;
    }

    private static int Short(ReadOnlySpan<byte> at, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);

    private static (int, int)? Size(uint width, uint height) => width is > 0 and <= LargestSide && height is > 0 and <= LargestSide ? ((int)width, (int)height) : null;
}
