using System.Xml.Linq;
using Lectern.Xml;

namespace Lectern.Qti.Packages;

/// <summary>A resource of imsmanifest.xml.</summary>
/// <param name="Type">As written: "imsqti_item_xmlv2p1", "imsqti_test_xmlv3p0", "webcontent", …</param>
internal sealed record ManifestResource(string? Identifier, string Type, string? Href, IReadOnlyList<string> Files, IReadOnlyList<string> Dependencies, ItemMetadata Metadata)
{
    internal bool IsItem => Is("item") || Is("apipitem");
    internal bool IsTest => Is("test") || Is("assessment");
    internal bool IsStimulus => Is("stimulus");

    internal bool Is(string kind) => Type.StartsWith($"imsqti_{kind}_", StringComparison.OrdinalIgnoreCase);
}

/// <summary>imsmanifest.xml of a package of QTI. Namespaces differ from version to version, and in much that is met are wrong; names are not ambiguous here.</summary>
internal sealed record PackageManifest(string? Title, IReadOnlyList<ManifestResource> Resources)
{
    internal const string Name = "imsmanifest.xml";
    internal const string Discipline = "discipline";

    private const int MostResources = 20_000;
    private static readonly XmlLimits Limits = new(32 << 20, Elements: 1_000_000);

    internal static (PackageManifest? Manifest, XmlMistake? Mistake) Read(Stream stream)
    {
        var (root, mistake) = UntrustedXml.Load(stream, Limits);
        if (root is null) return (null, mistake);
        var resources = Child(root, "resources");
        var bases = Base(root) + Base(resources);
        return (new(Line(TitleIn(Child(root, "metadata")) ?? TitleIn(root)), [.. Children(resources, "resource").Take(MostResources).Select(resource => Resource(resource, bases))]), null);
    }

    private static ManifestResource Resource(XElement element, string bases)
    {
        var folder = bases + Base(element);
        return new(Attribute(element, "identifier"), Attribute(element, "type") ?? "", Attribute(element, "href") is { } href ? folder + href : null,
            [.. Children(element, "file").Select(file => Attribute(file, "href")).OfType<string>().Select(file => folder + file)],
            [.. Children(element, "dependency").Select(dependency => Attribute(dependency, "identifierref")).OfType<string>()], Metadata(Child(element, "metadata")));
    }

    private static ItemMetadata Metadata(XElement? metadata) => metadata is null ? new() : new()
    {
        Title = Line(TitleIn(metadata)),
        Description = Line(Named(metadata, "description").FirstOrDefault()?.Value),
        Keywords = [.. Named(metadata, "keyword").Select(keyword => Line(keyword.Value)).OfType<string>()],
        Category = [.. Named(metadata, "classification").Where(one => Line(Child(Child(one, "purpose"), "value")?.Value) == Discipline).SelectMany(one => Children(one, "taxonPath")).Take(1)
            .SelectMany(path => Named(path, "entry")).Select(entry => Line(entry.Value)).OfType<string>()],
        Difficulty = Line(Named(metadata, "difficulty").FirstOrDefault() is { } difficulty ? (Child(difficulty, "value") ?? difficulty).Value : null),
        InteractionTypes = [.. Named(metadata, "interactionType").Select(type => Line(type.Value)).OfType<string>()],
    };

    private static string? TitleIn(XElement? metadata) => metadata is null ? null : Named(metadata, "title").FirstOrDefault(title => !title.Ancestors().Any(around => Is(around, "resources") && Is(metadata, "manifest")))?.Value;

    private static IEnumerable<XElement> Named(XElement element, string name) => element.Descendants().Where(inner => Is(inner, name));

    private static bool Is(XElement element, string name) => element.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static XElement? Child(XElement? parent, string name) => Children(parent, name).FirstOrDefault();

    private static IEnumerable<XElement> Children(XElement? parent, string name) => parent?.Elements().Where(element => Is(element, name)) ?? [];

    private static string? Attribute(XElement element, string name) => ((string?)element.Attribute(name))?.Trim() is { Length: > 0 } text ? text : null;

    private static string Base(XElement? element) => (string?)element?.Attribute(XNamespace.Xml + "base") ?? "";

    private static string? Line(string? text)
    {
        const int longest = 500;
        var line = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? null : line.Length <= longest ? line : line[..longest];
    }
}
