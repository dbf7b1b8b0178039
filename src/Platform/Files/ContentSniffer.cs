using Lectern.Kernel;

namespace Lectern.Files;

/// <summary>What a file is for.</summary>
public enum ContentKind
{
    /// <summary>Nothing we recognise.</summary>
    Other,
    /// <summary>Moving pictures that a browser can play.</summary>
    Video,
    /// <summary>Sound that a browser can play.</summary>
    Audio,
    /// <summary>A raster picture. SVG is not one: it can carry scripts.</summary>
    Image,
    /// <summary>PDF.</summary>
    Document,
    /// <summary>Zip.</summary>
    Archive,
    /// <summary>WebVTT.</summary>
    Captions,
    /// <summary>Something to read: a PDF, a picture, plain words in UTF-8, or a zip, as which office documents begin; whoever takes it looks into those.</summary>
    Reading,
    /// <summary>Whatever it is: whoever takes it looks into it itself and never serves it.</summary>
    Any,
}

/// <summary>What content is, told by its first bytes; neither its name nor the browser's claim counts.</summary>
public static class ContentSniffer
{
    /// <summary>How many bytes from the start are enough.</summary>
    public const int Needed = 4096;

    private const string Words = "text/plain";

    /// <summary>The media type of content that begins like this; null when we don't know it.</summary>
    public static string? MediaType(ReadOnlySpan<byte> head)
    {
        // Signatures: WHATWG MIME Sniffing section 6; ISO/IEC 14496-12 section 4.3 (ftyp); Matroska (EBML DocType).
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return "image/png";
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "image/jpeg";
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)) return "image/gif";
        if (head.StartsWith("RIFF"u8) && head.Length >= 12)
            return head[8..12] is var form && form.SequenceEqual("WEBP"u8) ? "image/webp" : form.SequenceEqual("WAVE"u8) ? "audio/wav" : null;
        if (head.StartsWith("%PDF-"u8)) return "application/pdf";
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8)) return "application/zip";
        if (head.StartsWith("OggS"u8)) return Ogg(head);
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3])) return head.IndexOf("webm"u8) is > 0 and < 64 ? "video/webm" : null;
        if (head.StartsWith("ID3"u8) || (head.Length > 1 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2)) return "audio/mpeg";
        if (IsVtt(head)) return "text/vtt";
        return head.Length >= 12 ? IsoMedia(head) : null;
    }

    /// <summary>What content of this media type is for.</summary>
    public static ContentKind Kind(string? mediaType) => mediaType switch
    {
        "application/pdf" => ContentKind.Document,
        "application/zip" => ContentKind.Archive,
        "text/vtt" => ContentKind.Captions,
        not null when mediaType.StartsWith("video/", StringComparison.Ordinal) => ContentKind.Video,
        not null when mediaType.StartsWith("audio/", StringComparison.Ordinal) => ContentKind.Audio,
        not null when mediaType.StartsWith("image/", StringComparison.Ordinal) => ContentKind.Image,
        _ => ContentKind.Other,
    };

    /// <summary>The refusal when the content is not of the expected kind; null when it is.</summary>
    public static Refusal? Expect(ContentKind kind, string? mediaType) =>
        Kind(mediaType) is var found && (found == kind || kind == ContentKind.Any || (kind == ContentKind.Reading && (mediaType == Words || found is ContentKind.Document or ContentKind.Image or ContentKind.Archive))) ? null : FileRefusals.NotA(kind);

    /// <summary>The media type of content that begins like this, or the refusal when it is not of the expected kind.</summary>
    public static Outcome<string> Expect(ContentKind kind, ReadOnlySpan<byte> head)
    {
        // Words have no signature: they are what they are only where words will do.
        var type = MediaType(head) ?? (kind == ContentKind.Reading && AreWords(head) ? Words : kind == ContentKind.Any ? "application/octet-stream" : null);
        return Expect(kind, type) is { } wrong ? wrong : type!;
    }

    /// <summary>The media type of a stored file.</summary>
    public static async Task<string?> MediaType(this IFileStore store, string hash, CancellationToken cancel)
    {
        await using var stream = await store.Open(hash, new ByteRange(0, Needed), cancel);
        return stream is null ? null : MediaType(await Head(stream, cancel));
    }

    /// <summary>The first bytes of a stream, as many as there are up to <see cref="Needed"/>.</summary>
    public static async Task<byte[]> Head(Stream stream, CancellationToken cancel)
    {
        var head = new byte[Needed];
        var read = await stream.ReadAtLeastAsync(head, Needed, throwOnEndOfStream: false, cancel);
        return head[..read];
    }

    // UTF-8 without control characters (WHATWG MIME Sniffing, section 7.2); the last character may be cut.
    private static bool AreWords(ReadOnlySpan<byte> head)
    {
        foreach (var value in head)
            if (value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f')) return false;
        while (!head.IsEmpty)
        {
            var status = System.Text.Rune.DecodeFromUtf8(head, out _, out var length);
            if (status == System.Buffers.OperationStatus.NeedMoreData) return true;
            if (status != System.Buffers.OperationStatus.Done) return false;
            head = head[length..];
        }

        return true;
    }

    private static string? IsoMedia(ReadOnlySpan<byte> head)
    {
        var box = head[4..8];
        if (box.SequenceEqual("ftyp"u8))
        {
            var brand = head[8..12];
            if (brand.SequenceEqual("qt  "u8)) return "video/quicktime";
            if (brand.StartsWith("M4A"u8) || brand.StartsWith("M4B"u8)) return "audio/mp4";
            // Still pictures in the same container (ISO/IEC 23008-12, AVIF).
            if (brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.SequenceEqual("mif1"u8) || brand.StartsWith("avi"u8)) return null;
            return "video/mp4";
        }

        // QuickTime files from before ftyp begin with one of these boxes and a plausible size.
        var old = box.SequenceEqual("moov"u8) || box.SequenceEqual("mdat"u8) || box.SequenceEqual("wide"u8);
        return old && head[0] < 0x20 ? "video/quicktime" : null;
    }

    private static string? Ogg(ReadOnlySpan<byte> head) =>
        head.IndexOf("theora"u8) > 0 ? "video/ogg"
        : head.IndexOf("vorbis"u8) > 0 || head.IndexOf("OpusHead"u8) > 0 ? "audio/ogg"
        : null;

    private static bool IsVtt(ReadOnlySpan<byte> head)
    {
        // WebVTT section 4.1: an optional byte order mark, WEBVTT, then the end of the line or a blank.
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) head = head[3..];
        return head.StartsWith("WEBVTT"u8) && (head.Length == 6 || head[6] is (byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t');
    }
}
