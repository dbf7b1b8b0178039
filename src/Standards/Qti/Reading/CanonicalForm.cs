using System.Xml.Linq;

namespace Lectern.Qti.Reading;

/// <summary>
/// One form for all versions: the names of 2.x, without a namespace. QTI 3.0 calls the same things by prefixed, hyphenated names
/// (qti-choice-interaction, max-choices; QTI 3.0 ASI information model, appendix on the names of 2.x); the rest of the library knows one set of names.
/// HTML stays as it is, and so do elements of other namespaces (MathML, SVG).
/// </summary>
internal static class CanonicalForm
{
    private const string Prefix = "qti-";

    private static readonly Dictionary<string, string> Irregular = new(StringComparer.Ordinal) { ["duration-lt"] = "durationLT", ["duration-gte"] = "durationGTE" };

    internal static XElement Of(XElement element)
    {
        if (!IsOurs(element.Name.NamespaceName)) return new XElement(element);
        var isThree = element.Name.LocalName.StartsWith(Prefix, StringComparison.Ordinal);
        var name = isThree ? Named(element.Name.LocalName[Prefix.Length..]) : element.Name.LocalName;
        var canonical = new XElement(name);
        foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
        {
            if (attribute.Name.Namespace == XNamespace.Xml) canonical.SetAttributeValue(attribute.Name, attribute.Value);
            else if (attribute.Name.Namespace == XNamespace.None) canonical.SetAttributeValue(isThree ? AttributeNamed(attribute.Name.LocalName) : attribute.Name.LocalName, attribute.Value);
        }
        foreach (var node in element.Nodes())
            canonical.Add(node switch
            {
                XElement inner => Of(inner),
                XText text => new XText(text.Value),
                _ => null,
            });
        return canonical;
    }

    /// <summary>The version that a document says it is of, by its namespace and the names in it; null when it is none of QTI's.</summary>
    internal static QtiVersion? VersionOf(XElement root)
    {
        var (space, name) = (root.Name.NamespaceName, root.Name.LocalName);
        if (name.StartsWith(Prefix, StringComparison.Ordinal)) return QtiVersion.Qti30;
        if (!IsOurs(space)) return null;
        return space.Contains("v2p0", StringComparison.Ordinal) ? QtiVersion.Qti20 : space.Contains("v2p1", StringComparison.Ordinal) ? QtiVersion.Qti21 : QtiVersion.Qti22;
    }

    private static bool IsOurs(string space) =>
        space.Length == 0 || space.Contains("imsqti", StringComparison.Ordinal) || space.Contains("imsglobal.org/xsd/qti", StringComparison.Ordinal) || space == "http://www.w3.org/1999/xhtml";

    private static string AttributeNamed(string name) =>
        name.StartsWith("data-", StringComparison.Ordinal) || name.StartsWith("aria-", StringComparison.Ordinal) ? name : Named(name);

    private static string Named(string hyphenated) =>
        Irregular.TryGetValue(hyphenated, out var irregular) ? irregular
        : string.Concat(hyphenated.Split('-').Select((part, at) => at == 0 || part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
}
