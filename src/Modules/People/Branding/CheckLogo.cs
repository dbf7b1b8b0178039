using System.Buffers.Binary;
using System.Xml;
using System.Xml.Linq;

namespace Lectern.People.Branding;

/// <summary>Whether an uploaded picture may be the logo: small, and really a PNG, or an SVG that only draws.</summary>
internal static class CheckLogo
{
    internal const int Largest = 64 * 1024;
    private const int WidestPng = 1024;
    private static readonly Refusal NotAPicture = new("logo-unreadable", "Choose a PNG, or an SVG without scripts and without links to other files.", "logo");

    private static readonly HashSet<string> Drawing = new(StringComparer.Ordinal)
    {
        "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "defs", "symbol", "use", "title", "desc", "metadata",
        "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern",
    };

    public static async Task<Outcome<(byte[] Picture, string Type)>> Of(IFormFile file, CancellationToken cancel)
    {
        if (file.Length > Largest) return new Refusal("logo-too-large", "A logo has at most {0} kilobytes.", "logo", Largest / 1024);
        var bytes = new byte[file.Length];
        await using (var stream = file.OpenReadStream()) await stream.ReadExactlyAsync(bytes, cancel);
        if (IsPng(bytes)) return (bytes, "image/png");
        return IsSafeSvg(bytes) ? (bytes, "image/svg+xml") : NotAPicture;
    }

    /// <summary>The signature and the header chunk (PNG, third edition, sections 5.2 and 11.2.1).</summary>
    internal static bool IsPng(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 33 && bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) && bytes.Slice(12, 4).SequenceEqual("IHDR"u8)
        && BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]) is > 0 and <= WidestPng && BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]) is > 0 and <= WidestPng;

    /// <summary>Only elements that draw, no event attributes, no style sheets, references only within the file, no document type.</summary>
    internal static bool IsSafeSvg(byte[] bytes)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = Largest });
            var document = XDocument.Load(reader);
            return document.Root?.Name.LocalName == "svg" && document.Root.Name.NamespaceName == "http://www.w3.org/2000/svg"
                && !document.Nodes().OfType<XProcessingInstruction>().Any()
                && document.Descendants().All(IsHarmless);
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static bool IsHarmless(XElement element) =>
        (element.Name.NamespaceName != "http://www.w3.org/2000/svg" || Drawing.Contains(element.Name.LocalName))
        && element.Name.NamespaceName != "http://www.w3.org/1999/xhtml"
        && element.Attributes().All(a => a.IsNamespaceDeclaration || IsHarmless(a));

    private static bool IsHarmless(XAttribute attribute)
    {
        var name = attribute.Name.LocalName;
        var value = attribute.Value.Trim();
        if (name.StartsWith("on", StringComparison.OrdinalIgnoreCase)) return false;
        if (name is "href" or "src") return value.StartsWith('#');
        return !value.Contains("javascript:", StringComparison.OrdinalIgnoreCase) && !value.Contains("@import", StringComparison.OrdinalIgnoreCase)
            && !value.Contains('\\') && !LeadsOut(value);   // a backslash hides letters from us, not from CSS
    }

    /// <summary>Whether a url() in it points anywhere but into the same file.</summary>
    private static bool LeadsOut(string value)
    {
        for (var at = value.IndexOf("url(", StringComparison.OrdinalIgnoreCase); at >= 0; at = value.IndexOf("url(", at + 4, StringComparison.OrdinalIgnoreCase))
            if (!value.AsSpan(at + 4).TrimStart().TrimStart("'\"").StartsWith("#")) return true;
        return false;
    }
}
