using System.Xml.Linq;

namespace Lectern.Qti.Questions;

/// <summary>From the canonical form into the names and namespace of a version: the way back of <see cref="Reading.CanonicalForm"/>.</summary>
internal static class VersionedForm
{
    private static readonly HashSet<string> Html = [.. ("a abbr acronym address article aside audio b bdi bdo big blockquote br caption cite code col colgroup dd details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 " +
        "header hr i img kbd label li nav object ol p param picture pre q rb rp rt rtc ruby s samp section small source span strong sub summary sup table tbody td tfoot th thead tr track tt u ul var video").Split(' ')];

    internal static XNamespace NamespaceOf(QtiVersion version) => version switch
    {
        QtiVersion.Qti20 => "http://www.imsglobal.org/xsd/imsqti_v2p0",
        QtiVersion.Qti21 => "http://www.imsglobal.org/xsd/imsqti_v2p1",
        QtiVersion.Qti22 => "http://www.imsglobal.org/xsd/imsqti_v2p2",
        _ => "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    };

    /// <summary>The address of a response processing template.</summary>
    internal static string TemplateOf(QtiVersion version, string name) => version == QtiVersion.Qti30
        ? $"https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{name}.xml"
        : $"http://www.imsglobal.org/question/qti_{(version == QtiVersion.Qti22 ? "v2p2" : version == QtiVersion.Qti21 ? "v2p1" : "v2p0")}/rptemplates/{name}";

    internal static XElement Of(XElement canonical, QtiVersion version)
    {
        if (canonical.Name.Namespace != XNamespace.None) return new XElement(canonical);
        var isRenamed = version == QtiVersion.Qti30 && !Html.Contains(canonical.Name.LocalName);
        return new(NamespaceOf(version) + (isRenamed ? "qti-" + Hyphenated(canonical.Name.LocalName) : canonical.Name.LocalName),
            canonical.Attributes().Select(attribute => isRenamed && attribute.Name.Namespace == XNamespace.None ? new XAttribute(Hyphenated(attribute.Name.LocalName), attribute.Value) : new XAttribute(attribute)),
            canonical.Nodes().Select(node => node is XElement element ? Of(element, version) : node is XText text ? (XNode)new XText(text.Value) : null));
    }

    private static string Hyphenated(string name) => name switch
    {
        "durationLT" => "duration-lt",
        "durationGTE" => "duration-gte",
        _ when name.Contains('-', StringComparison.Ordinal) => name,
        _ => string.Concat(name.Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : letter.ToString())),
    };
}
