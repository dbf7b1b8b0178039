using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Lectern.Xml;

/// <summary>How much a document may hold; whatever has more is refused before it costs memory.</summary>
/// <param name="Bytes">As it arrives, encoded.</param>
/// <param name="Elements">All of them, at any depth.</param>
/// <param name="Depth">Elements inside elements.</param>
public sealed record XmlLimits(int Bytes, int Elements = 100_000, int Depth = 200);

/// <summary>Why a document from a stranger is not read.</summary>
public enum XmlFault
{
    Empty,
    TooLarge,

    /// <summary>More elements, or deeper ones, than allowed.</summary>
    TooManyParts,

    /// <summary>A document type declaration, which can hide entities that grow without end or name files.</summary>
    DocumentType,
    Malformed,

    /// <summary>Bytes that the declared encoding can't hold, or an encoding that isn't known.</summary>
    Encoding,
}

/// <summary>What is wrong with it, and where for <see cref="XmlFault.Malformed"/>: line and position count from 1.</summary>
public sealed record XmlMistake(XmlFault Fault, int Line = 0, int Position = 0);

/// <summary>Loads XML from a stranger: no document type, no entities, nothing fetched, bounded in size, number and depth.</summary>
public static class UntrustedXml
{
    // Authoring tools declare Windows code pages, which .NET knows only after this.
    static UntrustedXml() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The root, or what is wrong.</summary>
    public static (XElement? Root, XmlMistake? Mistake) Load(Stream stream, XmlLimits limits, LoadOptions options = LoadOptions.None)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > limits.Bytes) return (null, new(XmlFault.TooLarge));
        }
        var start = Start(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        if (start == bytes.Length) return (null, new(XmlFault.Empty));
        try
        {
            bytes.Position = start;
            if (Measure(bytes, limits) is { } mistake) return (null, mistake);
            bytes.Position = start;
            using var reader = XmlReader.Create(bytes, Settings(limits));
            return (XElement.Load(reader, options), null);
        }
        catch (XmlException mistake)
        {
            return (null, new(XmlFault.Malformed, mistake.LineNumber, mistake.LinePosition));
        }
        catch (Exception mistake) when (mistake is ArgumentException or DecoderFallbackException or NotSupportedException)
        {
            return (null, new(XmlFault.Encoding));
        }
    }

    /// <summary>Reads once without building a tree, so that a hostile document costs no memory.</summary>
    private static XmlMistake? Measure(Stream stream, XmlLimits limits)
    {
        using var reader = XmlReader.Create(stream, Settings(limits));
        var elements = 0;
        while (ReadNode(reader, out var isDocumentType))
        {
            if (isDocumentType) return new(XmlFault.DocumentType);
            if (reader.NodeType == XmlNodeType.Element && ++elements > limits.Elements || reader.Depth > limits.Depth) return new(XmlFault.TooManyParts);
        }
        return elements == 0 ? new(XmlFault.Empty) : null;
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

    private static XmlReaderSettings Settings(XmlLimits limits) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = limits.Bytes,
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
