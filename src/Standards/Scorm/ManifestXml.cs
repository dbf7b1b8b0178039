using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Lectern.Scorm;

/// <summary>Loads an untrusted imsmanifest.xml: no document type, no entities, nothing fetched, bounded in size, number and depth.</summary>
internal static class ManifestXml
{
    private const int MaximumBytes = ManifestReader.LargestManifest;
    private const int MaximumElements = 100_000;
    private const int MaximumDepth = 200;

    // Authoring tools declare Windows code pages, which .NET knows only after this.
    static ManifestXml() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    internal static (XElement? Root, Remark? Refusal) Load(Stream stream)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MaximumBytes)
                return (null, new("manifest-too-large", "The file imsmanifest.xml is larger than {0} MB, which no real package needs.", $"{MaximumBytes / 1024 / 1024}"));
        }
        var start = Start(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        if (start == bytes.Length)
            return (null, new("manifest-empty", "The file imsmanifest.xml is empty. Export the package again from the tool that made it."));
        try
        {
            bytes.Position = start;
            if (Measure(bytes) is { } refusal) return (null, refusal);
            bytes.Position = start;
            using var reader = XmlReader.Create(bytes, Settings());
            return (XElement.Load(reader), null);
        }
        catch (XmlException mistake)
        {
            return (null, new("manifest-malformed",
                "The file imsmanifest.xml is not well-formed XML: it breaks off or contradicts itself at line {0}, position {1}. Export the package again from the tool that made it.",
                $"{mistake.LineNumber}", $"{mistake.LinePosition}"));
        }
        // An encoding that .NET doesn't know, or bytes that the declared one can't hold.
        catch (Exception mistake) when (mistake is ArgumentException or DecoderFallbackException or NotSupportedException)
        {
            return (null, new("manifest-encoding", "The file imsmanifest.xml uses a character encoding that can't be read. Save it as UTF-8 and zip the package again."));
        }
    }

    /// <summary>Reads once without building a tree, so that a hostile document costs no memory.</summary>
    private static Remark? Measure(Stream stream)
    {
        using var reader = XmlReader.Create(stream, Settings());
        var elements = 0;
        while (ReadNode(reader, out var isDocumentType))
        {
            if (isDocumentType)
                return new("manifest-doctype", "The file imsmanifest.xml contains a document type declaration (DOCTYPE). It can hide harmful content and no SCORM package needs one, so the package was refused.");
            if (reader.NodeType == XmlNodeType.Element && ++elements > MaximumElements || reader.Depth > MaximumDepth)
                return new("manifest-too-large", "The file imsmanifest.xml has more parts than any real package needs, so it was refused.");
        }
        return elements == 0 ? new("manifest-empty", "The file imsmanifest.xml is empty. Export the package again from the tool that made it.") : null;
    }

    private static bool ReadNode(XmlReader reader, out bool isDocumentType)
    {
        isDocumentType = false;
        try { return reader.Read(); }
        // With DtdProcessing.Prohibit the reader throws at the declaration, having seen nothing of its inside.
        catch (XmlException mistake) when (mistake.Message.Contains("DTD", StringComparison.Ordinal))
        {
            return isDocumentType = true;
        }
    }

    private static XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaximumBytes,
        MaxCharactersFromEntities = 1024,
        CheckCharacters = true,
    };

    // White space before the XML declaration is an error of many exporters, and harmless.
    private static int Start(ReadOnlySpan<byte> bytes)
    {
        var start = bytes.IndexOfAnyExcept(" \t\r\n"u8);
        return start < 0 ? bytes.Length : start;
    }
}
