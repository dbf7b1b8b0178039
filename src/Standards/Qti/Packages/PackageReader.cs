using System.Xml.Linq;
using Lectern.Qti.Assessments;
using Lectern.Qti.Processing;
using Lectern.Qti.Reading;

namespace Lectern.Qti.Packages;

/// <summary>
/// Reads a package: what its manifest names, or where there is no usable manifest, every file that is an item or a test. One bad item spoils no other.
/// </summary>
internal sealed class PackageReader
{
    private const int MostDocuments = 20_000;

    /// <summary>Bytes of all documents together; media don't count.</summary>
    private const long MostBytes = 256L << 20;

    private readonly PackagePaths paths;
    private readonly Func<string, CancellationToken, Task<Stream>> open;
    private readonly Problems problems = new();
    private readonly Dictionary<string, byte[]> documents = new(StringComparer.Ordinal);
    private long bytes;

    internal PackageReader(IEnumerable<string> paths, Func<string, CancellationToken, Task<Stream>> open)
    {
        this.paths = new(paths);
        this.open = open;
    }

    internal async Task<PackageReading> Read(CancellationToken cancel)
    {
        foreach (var path in paths.All.Where(path => path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)) await Load(path, cancel);
        var (folder, manifest) = Manifest();
        var resources = (manifest?.Resources ?? []).Where(resource => resource.IsItem || resource.IsTest || resource.IsStimulus).ToList();
        // A resource may name a file of another ending; then it was not loaded yet.
        foreach (var href in resources.Select(resource => resource.Href).OfType<string>())
            if (paths.Find(folder, href) is { } path && !documents.ContainsKey(path)) await Load(path, cancel);
        for (var at = 0; at < resources.Count; at++) resources[at] = AsWritten(folder, resources[at]);

        var items = resources.Where(resource => resource.IsItem).Select(resource => Item(folder, resource)).ToList();
        var tests = resources.Where(resource => resource.IsTest).Select(resource => Test(folder, resource)).ToList();
        var stimuli = resources.Where(resource => resource.IsStimulus).Select(resource => Stimulus(folder, resource)).ToList();
        if (resources.Count == 0) AddUnnamed(items, tests);
        if (items.Count == 0 && tests.Count == 0) return new(null, Nothing(manifest));
        AddReferred(items, tests);
        return new(new() { Title = manifest?.Title, Items = items, Tests = tests, Stimuli = stimuli, Problems = problems.All }, null);
    }

    /// <summary>The resource as what its file is, when the manifest calls it something else.</summary>
    private ManifestResource AsWritten(string folder, ManifestResource resource)
    {
        if (Located(folder, resource) is not { } path || ItemReader.Load(new MemoryStream(documents[path])).Root is not { } root) return resource;
        var kind = root.Local switch { "assessmentItem" => "item", "assessmentTest" => "test", "assessmentStimulus" => "stimulus", _ => null };
        if (kind is null || resource.Is(kind) || kind == "item" && resource.IsItem || kind == "test" && resource.IsTest) return resource;
        problems.Add("type-wrong", "The manifest calls {0} a “{1}”, but it is of another kind; it was taken for what it is.", path, resource.Type);
        return resource with { Type = $"imsqti_{kind}_" };
    }

    private static QtiProblem Nothing(PackageManifest? manifest) => manifest is null
        ? new("manifest-missing", "There is no imsmanifest.xml in this zip file, and no item of QTI 2.x or 3.0 either.")
        : manifest.Resources.Any(resource => resource.Type.Contains("xmlv1p2", StringComparison.OrdinalIgnoreCase) || resource.Type.StartsWith("imsqti_xmlv1", StringComparison.OrdinalIgnoreCase))
            ? new("qti-1", "This package holds questions of QTI 1.2, not of 2.x or 3.0.")
            : new("nothing-of-qti", "This package holds no items and no tests of QTI 2.x or 3.0.");

    private (string Folder, PackageManifest? Manifest) Manifest()
    {
        var at = paths.Find("", PackageManifest.Name) ?? paths.All.Where(path => path.EndsWith("/" + PackageManifest.Name, StringComparison.OrdinalIgnoreCase)).OrderBy(path => path.Count(letter => letter == '/')).FirstOrDefault();
        if (at is null || !documents.TryGetValue(at, out var content))
        {
            problems.Add("manifest-missing", "There is no imsmanifest.xml in this zip file; every file that is an item or a test was taken.");
            return ("", null);
        }
        if (at.Contains('/', StringComparison.Ordinal)) problems.Add("manifest-in-folder", "The file imsmanifest.xml is inside the folder “{0}” instead of at the top of the zip file.", PackagePaths.FolderOf(at).TrimEnd('/'));
        var (manifest, mistake) = PackageManifest.Read(new MemoryStream(content));
        if (mistake is not null) problems.Add("manifest-unreadable", "The file imsmanifest.xml can't be read, so every file that is an item or a test was taken: {0}", ItemReader.Refusal(mistake).ToString());
        return (PackagePaths.FolderOf(at), manifest);
    }

    private async Task Load(string path, CancellationToken cancel)
    {
        if (documents.Count >= MostDocuments || bytes > MostBytes)
        {
            problems.Add("package-too-large", "The package holds more documents than can be read at once; some were left out.");
            return;
        }
        await using var stream = await open(path, cancel);
        var content = new MemoryStream();
        var buffer = new byte[81920];
        // One byte more than allowed is enough to be refused by whoever reads it.
        for (int read; content.Length <= Largest(path) && (read = await stream.ReadAsync(buffer, cancel)) > 0;) content.Write(buffer, 0, read);
        documents[path] = content.ToArray();
        bytes += content.Length;
    }

    private static int Largest(string path) => path.EndsWith(PackageManifest.Name, StringComparison.OrdinalIgnoreCase) ? 32 << 20 : ItemReader.LargestDocument;

    private PackagedItem Item(string folder, ManifestResource resource)
    {
        var title = resource.Metadata.Title ?? "";
        if (Located(folder, resource) is not { } path) return new() { Path = resource.Href ?? "", Resource = resource.Identifier, Title = title, Metadata = resource.Metadata, Refusal = Missing(resource) };
        var item = Item(path);
        return item with { Resource = resource.Identifier, Metadata = resource.Metadata, Title = item.Title.Length > 0 ? item.Title : title };
    }

    private PackagedItem Item(string path)
    {
        var (item, refusal) = ItemReader.Read(new MemoryStream(documents[path]), Beside(path));
        if (item is null) return new() { Path = path, Refusal = refusal };
        var found = new Problems();
        var assets = Assets(path, item.Assets, found);
        if (item.Body is not null) Content(item.Body, found);
        return new() { Path = path, Item = item, Title = item.Title, MaxScore = MaxScore.Of(item), Assets = assets, Problems = [.. item.Problems, .. found.All] };
    }

    private PackagedTest Test(string folder, ManifestResource resource) => Located(folder, resource) is { } path
        ? Test(path) with { Resource = resource.Identifier } : new() { Path = resource.Href ?? "", Resource = resource.Identifier, Refusal = Missing(resource) };

    private PackagedTest Test(string path)
    {
        var (test, refusal) = TestReader.Read(new MemoryStream(documents[path]), Beside(path));
        if (test is null) return new() { Path = path, Refusal = refusal };
        var found = new Problems();
        var at = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var reference in test.ItemRefs)
        {
            if (paths.Find(PackagePaths.FolderOf(path), reference.Href) is { } item) at.TryAdd(reference.Identifier, item);
            else found.Add("item-missing", "The test has the item “{0}”, whose file {1} is not in the package.", reference.Identifier, reference.Href);
        }
        return new() { Path = path, Test = test, ItemPaths = at, Problems = [.. test.Problems, .. found.All] };
    }

    private PackagedStimulus Stimulus(string folder, ManifestResource resource)
    {
        if (Located(folder, resource) is not { } path) return new() { Path = resource.Href ?? "", Resource = resource.Identifier, Refusal = Missing(resource) };
        var (root, _, refusal) = ItemReader.Load(new MemoryStream(documents[path]));
        if (root is null) return new() { Path = path, Resource = resource.Identifier, Refusal = refusal };
        var found = new Problems();
        Content(root, found);
        return new() { Path = path, Resource = resource.Identifier, Title = root.Text("title") ?? "", Body = root.Child("stimulusBody") ?? root, Assets = Assets(path, ItemReader.AssetsIn(root), found), Problems = found.All };
    }

    // Where no manifest says what is what, the outermost elements do.
    private void AddUnnamed(List<PackagedItem> items, List<PackagedTest> tests)
    {
        foreach (var path in documents.Keys.Where(path => !path.EndsWith(PackageManifest.Name, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList())
        {
            if (ItemReader.Load(new MemoryStream(documents[path])).Root is not { } root) continue;
            if (root.Is("assessmentItem")) items.Add(Item(path));
            else if (root.Is("assessmentTest")) tests.Add(Test(path));
        }
    }

    /// <summary>Items that a test uses though the manifest doesn't name them.</summary>
    private void AddReferred(List<PackagedItem> items, List<PackagedTest> tests)
    {
        var known = items.Select(item => item.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var path in tests.SelectMany(test => test.ItemPaths.Values).Where(documents.ContainsKey))
            if (known.Add(path))
            {
                problems.Add("item-unlisted", "A test uses the item {0}, which the manifest doesn't name; it was taken all the same.", path);
                items.Add(Item(path));
            }
    }

    private string? Located(string folder, ManifestResource resource) =>
        (resource.Href ?? (resource.Files.Count == 1 ? resource.Files[0] : null)) is { } href && paths.Find(folder, href) is { } path && documents.ContainsKey(path) ? path : null;

    private static QtiProblem Missing(ManifestResource resource) => resource.Href is { } href
        ? new("file-missing", "The manifest names the file {0}, which is not in the package.", href)
        : new("href-missing", "The manifest doesn't say in which file “{0}” is.", resource.Identifier ?? "");

    private Func<string, Stream?> Beside(string path) => address => paths.Find(PackagePaths.FolderOf(path), address) is { } found && documents.TryGetValue(found, out var content) ? new MemoryStream(content) : null;

    private List<string> Assets(string path, IReadOnlyList<string> addresses, Problems found)
    {
        var assets = new List<string>();
        foreach (var address in addresses)
        {
            if (PackagePaths.IsRemote(address)) found.Add("asset-remote", "It uses “{0}”, which is not in the package but on a server.", address);
            else if (paths.Find(PackagePaths.FolderOf(path), address) is { } asset) assets.Add(asset);
            else found.Add("asset-missing", "It uses “{0}”, which is not in the package.", address);
        }
        return assets;
    }

    // What no candidate's browser should get; whoever shows it takes it out.
    private static void Content(XElement body, Problems found)
    {
        foreach (var element in body.DescendantsAndSelf())
        {
            if (element.Local.Equals("script", StringComparison.OrdinalIgnoreCase)) found.Add("script", "It holds a script, which is not shown.");
            else if (element.Local is "iframe" or "embed" or "applet") found.Add("embedded", "It holds a “{0}”, which is not shown.", element.Local);
            if (element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)) is { } handler) found.Add("script", "It holds a script ({0}), which is not shown.", handler.Name.LocalName);
        }
    }
}
