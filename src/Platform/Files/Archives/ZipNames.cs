using System.Buffers.Binary;
using System.Text;

namespace Lectern.Files.Archives;

/// <summary>Names in zip files: bytes whose encoding one has to find out.</summary>
internal static class ZipNames
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    // The upper half of code page 437 (IBM PC); the lower half is ASCII.
    private const string Upper437 =
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐" +
        "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0";

    /// <summary>
    /// The UTF-8 flag (general purpose bit 11) decides; then the Unicode path field 0x7075 (APPNOTE 4.6.9) when its checksum is of this name;
    /// then UTF-8 if the bytes happen to be it, because macOS writes it without the flag and no other text looks like it; else CP437 (appendix D).
    /// </summary>
    internal static string Decode(ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra, bool isUtf8)
    {
        var text = (isUtf8 ? Utf8(name) : UnicodePath(name, extra) ?? Utf8(name)) ?? Cp437(name);
        return text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
    }

    /// <summary>Where the extra field of this kind lies; null when there is none.</summary>
    internal static (int Start, int Length)? Extra(ReadOnlySpan<byte> extra, ushort kind)
    {
        for (var at = 0; at + 4 <= extra.Length;)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(extra[(at + 2)..]);
            if (at + 4 + length > extra.Length) return null;
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra[at..]) == kind) return (at + 4, length);
            at += 4 + length;
        }

        return null;
    }

    private static string? UnicodePath(ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra)
    {
        if (Extra(extra, 0x7075) is not { Length: > 5 } place) return null;
        var field = extra.Slice(place.Start, place.Length);
        return field[0] == 1 && BinaryPrimitives.ReadUInt32LittleEndian(field[1..]) == Crc32.Append(0, name) ? Utf8(field[5..]) : null;
    }

    private static string? Utf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Cp437(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var b in bytes) text.Append(b < 0x80 ? (char)b : Upper437[b - 0x80]);
        return text.ToString();
    }
}
