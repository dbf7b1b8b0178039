using System.Globalization;
using System.Xml.Linq;
using Lectern.Scorm.Sequencing;

namespace Lectern.Scorm;

/// <summary>
/// Reads a package's imsmanifest.xml (SCORM 1.2 CAM 2.3; SCORM 2004 4th Ed. CAM 3.4). Lenient about what authoring tools get wrong,
/// which becomes a warning; strict about what can't be played or isn't safe, which becomes a refusal.
/// </summary>
public sealed class ManifestReader
{
    /// <summary>In bytes; a larger one is refused.</summary>
    public const int LargestManifest = 5 * 1024 * 1024;

    /// <summary>The one place where a manifest may be (SCORM 1.2 CAM 2.3.1, SCORM 2004 4th Ed. CAM 3.3.1).</summary>
    public const string ManifestPath = "imsmanifest.xml";

    /// <summary>All items of all organizations; the longest real packages have some hundreds.</summary>
    private const int MostItems = 2000;

    private static readonly XNamespace Xml = XNamespace.Xml;

    private readonly PackageFiles files;
    private readonly List<Remark> warnings = [];
    private readonly HashSet<string> identifiers = new(StringComparer.Ordinal);
    private Dictionary<string, (Resource Resource, string?[] Bases)> resources = [];
    private SequencingReader? sequencing;

    private ManifestReader(PackageFiles files) => this.files = files;

    /// <summary>Reads the manifest of a package, given the paths of its files and a way to open one.</summary>
    public static ManifestReading Read(IEnumerable<string> paths, Func<string, Stream?> open)
    {
        var files = new PackageFiles(paths);
        if (!files.Paths.Contains(ManifestPath)) return new(null, NoManifest(files));
        using var stream = open(ManifestPath);
        if (stream is null) return new(null, NoManifest(files));
        var (root, refusal) = ManifestXml.Load(stream);
        return refusal is not null ? new(null, refusal) : new ManifestReader(files).Read(root!);
    }

    private static Remark NoManifest(PackageFiles files)
    {
        var elsewhere = files.Paths.FirstOrDefault(path => path.EndsWith("/" + ManifestPath, StringComparison.OrdinalIgnoreCase) && !path.StartsWith("__MACOSX/", StringComparison.Ordinal));
        if (elsewhere is not null)
            return new("manifest-in-folder",
                "The file imsmanifest.xml is inside the folder “{0}”, but it has to be at the top of the zip file. Open that folder, select everything in it, and zip that.",
                elsewhere[..elsewhere.LastIndexOf('/')]);
        if (files.Paths.FirstOrDefault(path => path.Equals(ManifestPath, StringComparison.OrdinalIgnoreCase)) is { } otherCase)
            return new("manifest-name", "The file “{0}” has to be called imsmanifest.xml, in small letters. Rename it and zip the package again.", otherCase);
        return files.Find("cmi5.xml") is not null ? new("not-scorm", "This is a cmi5 course, not a SCORM package: it has a cmi5.xml and no imsmanifest.xml. Export it for SCORM 1.2 or SCORM 2004.")
            : files.Find("tincan.xml") is not null ? new("not-scorm", "This is an xAPI (Tin Can) package, not a SCORM package: it has a tincan.xml and no imsmanifest.xml. Export it for SCORM 1.2 or SCORM 2004.")
            : files.Find("h5p.json") is not null ? new("not-scorm", "This is an H5P package, not a SCORM package: it has an h5p.json and no imsmanifest.xml.")
            : files.Paths.Any(path => path.EndsWith(".crs", StringComparison.OrdinalIgnoreCase)) ? new("not-scorm", "This is an AICC course, not a SCORM package: it has a course structure (.crs) and no imsmanifest.xml. Export it for SCORM 1.2 or SCORM 2004.")
            : new("manifest-missing", "There is no imsmanifest.xml in this zip file, so it is not a SCORM package. In the tool that made it, export for SCORM 1.2 or SCORM 2004.");
    }

    private ManifestReading Read(XElement root)
    {
        if (!Is(root, "manifest"))
            return Refuse("not-a-manifest", "The file imsmanifest.xml doesn't begin with a manifest, so it is not a SCORM package.");
        if (Text(Child(Child(root, "metadata"), "schema")) is { } schema && schema.Contains("Common Cartridge", StringComparison.OrdinalIgnoreCase))
            return Refuse("not-scorm", "This is a Common Cartridge, not a SCORM package. Export the content for SCORM 1.2 or SCORM 2004.");

        if (root.Descendants().Count(element => Is(element, "item")) > MostItems)
            return new(null, new("manifest-too-many-items", "The package's manifest has more than {0} items, which no real package needs. Divide it into smaller packages.", $"{MostItems}"));

        ReadResources(root);
        sequencing = new(root, Warn);
        var organizationsElement = Child(root, "organizations");
        var organizations = Children(organizationsElement, "organization").Select(ReadOrganization).ToList();
        if (organizations.Count == 0)
            return Refuse("no-organization", "The package lists files but no way through them: its manifest has no organization. Export it again as a complete course.");
        if (!organizations.Any(organization => organization.Launchable().Any()))
            return Refuse("nothing-to-launch", "Nothing in this package can be opened: no item of its manifest leads to a start page. Export it again from the tool that made it.");

        var played = Played(organizations, Attribute(organizationsElement!, "default"));
        organizations = [.. organizations.Select(organization => organization == played ? WithSafePrerequisites(organization) : organization)];
        return new(new Manifest
        {
            Identifier = Attribute(root, "identifier") ?? "",
            Version = VersionOf(root),
            Title = played.Title ?? LomTitle(root),
            Organizations = organizations,
            DefaultOrganization = played.Identifier,
            Resources = [.. resources.Values.Select(entry => entry.Resource)],
            Warnings = warnings,
        }, null);
    }

    private Organization Played(List<Organization> organizations, string? declared)
    {
        var chosen = organizations.FirstOrDefault(organization => organization.Identifier == declared);
        if (chosen is null && declared is not null)
            Warn("default-organization", "The manifest names “{0}” as its default organization, but has none of that name. The first one is used.", declared);
        if (chosen is not null && !chosen.Launchable().Any())
        {
            Warn("default-organization-empty", "The default organization has nothing to open. Another one is used.");
            chosen = null;
        }
        return chosen ?? organizations.First(organization => organization.Launchable().Any());
    }

    /// <summary>The edition, from metadata/schemaversion (SCORM 1.2 CAM 2.3.2.2, SCORM 2004 CAM 3.4.1.2) or else from the namespaces in use.</summary>
    private ScormVersion VersionOf(XElement root)
    {
        var declared = Text(Child(Child(root, "metadata"), "schemaversion"));
        switch (declared?.ToUpperInvariant())
        {
            case "1.2": return ScormVersion.Scorm12;
            case "CAM 1.3" or "1.3" or "2004" or "2004 2ND EDITION": return ScormVersion.Scorm2004SecondEdition;
            case "2004 3RD EDITION": return ScormVersion.Scorm2004ThirdEdition;
            case "2004 4TH EDITION": return ScormVersion.Scorm2004FourthEdition;
        }
        var names = root.DescendantsAndSelf().SelectMany(element => element.Attributes().Select(a => a.IsNamespaceDeclaration ? a.Value : a.Name.NamespaceName).Append(element.Name.NamespaceName)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var is2004 = names.Any(name => name.Contains("adlcp_v1p3", StringComparison.OrdinalIgnoreCase) || name.Contains("imsss", StringComparison.OrdinalIgnoreCase)
            || name.Contains("adlseq_v1p3", StringComparison.OrdinalIgnoreCase) || name.Contains("adlnav_v1p3", StringComparison.OrdinalIgnoreCase));
        var version = is2004 ? ScormVersion.Scorm2004SecondEdition : ScormVersion.Scorm12;
        if (declared is null) Warn("version-missing", "The manifest doesn't say which version of SCORM it is written for. It is played as {0}.", Name(version));
        else Warn("version-unknown", "The manifest says it is written for version “{0}”, which is not one of SCORM. It is played as {1}.", declared, Name(version));
        return version;

        static string Name(ScormVersion version) => version == ScormVersion.Scorm12 ? "SCORM 1.2" : "SCORM 2004";
    }

    private void ReadResources(XElement root)
    {
        resources = new(StringComparer.Ordinal);
        var container = Child(root, "resources");
        foreach (var element in Children(container, "resource"))
        {
            var identifier = Attribute(element, "identifier");
            if (identifier is null) continue;
            string?[] bases = [Base(root), Base(container!), Base(element)];
            // "scormtype" in SCORM 1.2, "scormType" in SCORM 2004; in either, by whatever prefix.
            var type = Attribute(element, "scormtype");
            var isFile = Attribute(element, "href") is not null;
            if (type is null && isFile) Warn("scormtype-missing", "The resource “{0}” doesn't say whether it talks to the LMS. It is treated as a plain page, done once it was shown.", identifier);
            var resource = new Resource
            {
                Identifier = identifier,
                Href = Attribute(element, "href"),
                ScormType = string.Equals(type, "sco", StringComparison.OrdinalIgnoreCase) ? ResourceKind.Sco : ResourceKind.Asset,
                Files = [.. Children(element, "file").Select(file => Attribute(file, "href") is { } href ? LaunchAddress.Resolve(files, [.. bases, Base(file)], href, null)?.Path : null).OfType<string>()],
            };
            if (!resources.TryAdd(identifier, (resource, bases)))
                Warn("resource-twice", "The manifest has two resources of the name “{0}”. The first one is used.", identifier);
        }
    }

    private Organization ReadOrganization(XElement element, int index)
    {
        identifiers.Clear();
        return new()
        {
            Identifier = Attribute(element, "identifier") ?? $"organization-{index + 1}",
            Title = Title(element),
            Items = ReadItems(element),
            Sequencing = sequencing!.Read(element),
            Completion = ItemDetails.Completion(element),
            ObjectivesGlobalToSystem = SequencingReader.Flag(element, "objectivesGlobalToSystem", true),
            SharedDataGlobalToSystem = SequencingReader.Flag(element, "sharedDataGlobalToSystem", true),
        };
    }

    private List<Item> ReadItems(XElement parent) => [.. Children(parent, "item").Select(ReadItem).OfType<Item>()];

    private Item? ReadItem(XElement element)
    {
        var identifier = Unique(Attribute(element, "identifier"));
        var parameters = Attribute(element, "parameters");
        var reference = Attribute(element, "identifierref");
        var title = Title(element) ?? identifier;
        var launch = reference is null ? null : LaunchOf(reference, parameters, title);
        var children = ReadItems(element);
        if (reference is not null && launch is null && children.Count == 0) return null;
        return ItemDetails.Read(element, sequencing!.Read(element), Warn) with
        {
            Identifier = identifier,
            Title = title,
            IsVisible = !string.Equals(Attribute(element, "isvisible"), "false", StringComparison.OrdinalIgnoreCase) && Attribute(element, "isvisible") != "0",
            Parameters = parameters,
            Resource = reference,
            Launch = launch,
            Kind = reference is not null && resources.TryGetValue(reference, out var entry) ? entry.Resource.ScormType : ResourceKind.Asset,
            Children = children,
        };
    }

    private LaunchAddress? LaunchOf(string reference, string? parameters, string title)
    {
        if (!resources.TryGetValue(reference, out var entry))
            Warn("resource-missing", "“{0}” leads to the resource “{1}”, which the manifest doesn't have. It was left out.", title, reference);
        else if (entry.Resource.Href is not { } href)
            Warn("href-missing", "“{0}” leads to a resource without a start page. It was left out.", title);
        else if (LaunchAddress.Resolve(files, entry.Bases, href, parameters) is not { } launch)
            Warn("href-outside", "“{0}” opens “{1}”, which is not inside the package. Such addresses are not opened, and it was left out.", title, href);
        else
        {
            if (launch.IsMissing) Warn("file-missing", "The start page of “{0}” ({1}) is missing from the zip file, so learners can't open it.", title, launch.Path);
            return launch;
        }
        return null;
    }

    /// <summary>A script that can't be read, or speaks of items that aren't there, would lock its item for ever.</summary>
    private Organization WithSafePrerequisites(Organization organization)
    {
        var known = organization.AllItems().Select(item => item.Identifier).ToHashSet(StringComparer.Ordinal);
        return organization with { Items = [.. organization.Items.Select(Checked)] };

        Item Checked(Item item)
        {
            var children = item.Children.Select(Checked).ToList();
            if (item.Prerequisites is not { } script) return item with { Children = children };
            var parsed = Prerequisites.Parse(script);
            if (parsed is not null && parsed.Items.All(known.Contains) && !parsed.Items.Contains(item.Identifier)) return item with { Children = children };
            if (parsed is null) Warn("prerequisites", "The prerequisite of “{0}” can't be read ({1}), so it is open from the start.", item.Title, script);
            else if (parsed.Items.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
                Warn("prerequisites", "“{0}” waits for “{1}”, which the package doesn't have, so it is open from the start.", item.Title, unknown);
            else Warn("prerequisites", "“{0}” waits for itself, so it is open from the start.", item.Title);
            return item with { Children = children, Prerequisites = null };
        }
    }

    private string Unique(string? identifier)
    {
        const int longest = 255;
        var wanted = identifier is null || identifier.Length > longest ? $"item-{identifiers.Count + 1}" : identifier;
        if (identifiers.Add(wanted)) return wanted;
        Warn("item-twice", "The manifest has two items of the identifier “{0}”. They are told apart by a number.", wanted);
        for (var number = 2; ; number++)
            if (identifiers.Add($"{wanted}-{number}")) return $"{wanted}-{number}";
    }

    private void Warn(string code, string sentence, params string[] arguments)
    {
        const int enough = 100;
        var remark = new Remark(code, sentence, arguments);
        if (warnings.Count < enough && !warnings.Contains(remark)) warnings.Add(remark);
    }

    private static ManifestReading Refuse(string code, string sentence) => new(null, new(code, sentence));

    private static string? LomTitle(XElement root)
    {
        var title = Child(Child(Child(Child(root, "metadata"), "lom"), "general"), "title");
        return title is null ? null : Shorten(title.Descendants().FirstOrDefault(e => !e.HasElements && e.Value.Trim().Length > 0)?.Value ?? title.Value);
    }

    private static string? Title(XElement element) => Shorten(Child(element, "title")?.Value);

    private static string? Shorten(string? text)
    {
        const int longest = 500;
        var line = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? null : line.Length <= longest ? line : line[..(char.IsHighSurrogate(line[longest - 1]) ? longest - 1 : longest)];
    }

    private static string? Base(XElement element) => element.Attribute(Xml + "base")?.Value;

    // Prefixes and namespaces vary between editions and are wrong in much content; local names are not ambiguous here.
    internal static bool Is(XElement element, string name) => element.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase);
    internal static XElement? Child(XElement? parent, string name) => Children(parent, name).FirstOrDefault();
    internal static IEnumerable<XElement> Children(XElement? parent, string name) => parent?.Elements().Where(element => Is(element, name)) ?? [];
    internal static string? Text(XElement? element) => element?.Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>An attribute's value without surrounding white space (xs:ID and xs:IDREF collapse it); null when absent or empty.</summary>
    internal static string? Attribute(XElement element, string name) =>
        element.Attributes().FirstOrDefault(a => !a.IsNamespaceDeclaration && a.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value.Trim() is { Length: > 0 } value ? value : null;

    internal static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
