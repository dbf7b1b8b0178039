using System.Text;
using System.Text.RegularExpressions;

namespace Lectern.QuestionFiles;

/// <summary>The text of a file, whatever it was encoded in, with places counted in lines and columns. Line breaks are \n.</summary>
public sealed partial class TextDocument
{
    /// <summary>Bytes; larger files are refused unread.</summary>
    public const int Largest = 64 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private readonly int[] _lineStarts;

    // Windows code pages are known to .NET only after this.
    static TextDocument() => System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private TextDocument(string text, string encoding, bool isGuessed)
    {
        Text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        (Encoding, IsGuessed) = (encoding, isGuessed);
        List<int> starts = [0];
        for (var at = Text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = Text.IndexOf('\n', at + 1)) starts.Add(at + 1);
        _lineStarts = [.. starts];
    }

    public string Text { get; }
    /// <summary>The name of the encoding: "utf-8".</summary>
    public string Encoding { get; }
    /// <summary>Whether the file is neither UTF-8 nor says what it is, so that letters with accents may have come out wrong.</summary>
    public bool IsGuessed { get; }

    /// <summary>A text that is there already.</summary>
    public static TextDocument Of(string text) => new(text, "utf-8", isGuessed: false);

    /// <summary>The text of a file's bytes; null when they are no text (a picture, a zip).</summary>
    public static TextDocument? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((byte[])[0xEF, 0xBB, 0xBF])) return Utf8(bytes[3..]);
        if (bytes.StartsWith((byte[])[0xFF, 0xFE, 0, 0])) return Known(bytes[4..], System.Text.Encoding.UTF32);
        if (bytes.StartsWith((byte[])[0xFF, 0xFE])) return Known(bytes[2..], System.Text.Encoding.Unicode);
        if (bytes.StartsWith((byte[])[0xFE, 0xFF])) return Known(bytes[2..], System.Text.Encoding.BigEndianUnicode);
        // UTF-16 without a mark: every other byte of Western text is zero, and no byte of other text ever is.
        var head = bytes[..(Math.Min(bytes.Length, 512) & ~1)];
        if (head.Contains((byte)0))
        {
            var (even, odd) = (Zeros(head, 0), Zeros(head, 1));
            if (odd > head.Length / 4 && even == 0) return Known(bytes, System.Text.Encoding.Unicode);
            if (even > head.Length / 4 && odd == 0) return Known(bytes, System.Text.Encoding.BigEndianUnicode);
            return null;
        }
        return bytes.Contains((byte)0) ? null : Declared(bytes) is { } declared && declared.CodePage != StrictUtf8.CodePage ? Known(bytes, declared) : Utf8(bytes);
    }

    /// <summary>The line and column, from 1, of a place in the text.</summary>
    public (int Line, int Column) Place(int offset)
    {
        var line = Array.BinarySearch(_lineStarts, offset);
        if (line < 0) line = ~line - 1;
        return (line + 1, offset - _lineStarts[line] + 1);
    }

    /// <summary>The place in the text of a line and column, from 1.</summary>
    public int Offset(int line, int column) => line < 1 ? 0 : line > _lineStarts.Length ? Text.Length : Math.Min(Text.Length, _lineStarts[line - 1] + Math.Max(0, column - 1));

    private static TextDocument? Utf8(ReadOnlySpan<byte> bytes)
    {
        try { return Readable(StrictUtf8.GetString(bytes), "utf-8", isGuessed: false); }
        catch (DecoderFallbackException) { return Readable(System.Text.Encoding.GetEncoding(1252).GetString(bytes), "windows-1252", isGuessed: true); }
    }

    private static TextDocument? Known(ReadOnlySpan<byte> bytes, Encoding encoding) => Readable(encoding.GetString(bytes), encoding.WebName, isGuessed: false);

    private static TextDocument? Readable(string text, string encoding, bool isGuessed) => text.Contains('\0', StringComparison.Ordinal) ? null : new(text, encoding, isGuessed);

    // What an XML declaration says; null when it says nothing that is known.
    private static Encoding? Declared(ReadOnlySpan<byte> bytes)
    {
        var match = Declaration().Match(System.Text.Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 200)]));
        if (!match.Success) return null;
        try { return System.Text.Encoding.GetEncoding(match.Groups[1].Value); }
        catch (ArgumentException) { return null; }
    }

    private static int Zeros(ReadOnlySpan<byte> bytes, int from)
    {
        var zeros = 0;
        for (var i = from; i < bytes.Length; i += 2) if (bytes[i] == 0) zeros++;
        return zeros;
    }

    [GeneratedRegex("""^\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")]
    private static partial Regex Declaration();
}
