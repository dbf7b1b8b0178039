using System.Xml.Linq;
using Lectern.Xml;

namespace Lectern.Scorm;

/// <summary>Loads an untrusted imsmanifest.xml, and says in words for its author why it can't be read.</summary>
internal static class ManifestXml
{
    private static readonly XmlLimits Limits = new(ManifestReader.LargestManifest);

    internal static (XElement? Root, Remark? Refusal) Load(Stream stream)
    {
        var (root, mistake) = UntrustedXml.Load(stream, Limits);
        return (root, mistake is null ? null : Refusal(mistake));
    }

    private static Remark Refusal(XmlMistake mistake) => mistake.Fault switch
    {
        XmlFault.TooLarge => new("manifest-too-large", "The file imsmanifest.xml is larger than {0} MB, which no real package needs.", $"{Limits.Bytes / 1024 / 1024}"),
        XmlFault.Empty => new("manifest-empty", "The file imsmanifest.xml is empty. Export the package again from the tool that made it."),
        XmlFault.DocumentType => new("manifest-doctype",
            "The file imsmanifest.xml contains a document type declaration (DOCTYPE). It can hide harmful content and no SCORM package needs one, so the package was refused."),
        XmlFault.TooManyParts => new("manifest-too-large", "The file imsmanifest.xml has more parts than any real package needs, so it was refused."),
        XmlFault.Encoding => new("manifest-encoding", "The file imsmanifest.xml uses a character encoding that can't be read. Save it as UTF-8 and zip the package again."),
        _ => new("manifest-malformed",
            "The file imsmanifest.xml is not well-formed XML: it breaks off or contradicts itself at line {0}, position {1}. Export the package again from the tool that made it.",
            $"{mistake.Line}", $"{mistake.Position}"),
    };
}
