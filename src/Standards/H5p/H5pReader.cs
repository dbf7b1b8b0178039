using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lectern.H5p;

/// <summary>
/// Reads what an H5P file says of itself and finds every library that its content needs, or says what is missing. The rules are those
/// of H5P's own validator (h5p.classes.php, H5PValidator::isValidPackage), but for one: a library is known by its library.json, not by
/// the name of its folder, because exports name folders in more than one way.
/// </summary>
public static partial class H5pReader
{
    public const string DefinitionPath = "h5p.json";
    public const string ContentPath = "content/content.json";

    /// <summary>Bytes of h5p.json, and of each library.json; real ones have a few thousand.</summary>
    public const int LargestDefinition = 1 << 20;

    /// <summary>Bytes of content.json: long courses have a few million.</summary>
    public const int LargestContent = 16 << 20;

    private const int DeepestContent = 128;
    private const int MostNamed = 5;

    // H5PCore::$defaultContentWhitelist and $defaultLibraryWhitelistExtras: what can be script is a library's alone.
    private static readonly HashSet<string> ContentFiles = [.. ("json png jpg jpeg gif bmp tif tiff eot ttf woff woff2 otf webm mp4 ogg mp3 m4a wav txt pdf rtf doc docx " +
        "xls xlsx ppt pptx odt ods odp csv diff patch swf md textile vtt webvtt gltf glb").Split(' ')];
    private static readonly HashSet<string> LibraryFiles = [.. ContentFiles, "js", "css", "svg", "xml"];

    /// <summary>Whether H5P passes over a file: whatever is in a hidden folder, or hidden itself.</summary>
    public static bool IsIgnored(string path) => path.Split('/').Any(part => part.StartsWith('.') || part.StartsWith('_'));

    /// <summary>Whether a file must be read to know what the package is.</summary>
    public static bool IsDescription(string path) => path is DefinitionPath or ContentPath || IsLibrary(path);

    /// <summary>What is in a file of these paths.</summary>
    /// <param name="paths">Of all files that are not <see cref="IsIgnored"/>.</param>
    /// <param name="descriptions">The files that are <see cref="IsDescription"/>; longer ones than allowed need not be whole.</param>
    public static H5pReading Read(IReadOnlyCollection<string> paths, IReadOnlyDictionary<string, byte[]> descriptions)
    {
        try
        {
            return new(Package(paths.ToHashSet(StringComparer.Ordinal), descriptions), null);
        }
        catch (UnusableException unusable)
        {
            return new(null, unusable.Refusal);
        }
    }

    private static H5pPackage Package(HashSet<string> paths, IReadOnlyDictionary<string, byte[]> descriptions)
    {
        if (!descriptions.TryGetValue(DefinitionPath, out var h5p))
            throw paths.FirstOrDefault(path => path.EndsWith("/" + DefinitionPath, StringComparison.Ordinal)) is { } lower
                ? new UnusableException("h5p-in-folder", "The package is inside the folder “{0}” of the zip file. Put its content, with h5p.json, at the top.", lower[..lower.LastIndexOf('/')])
                : new UnusableException("h5p-json-missing", "There is no h5p.json in this file, so it is not an H5P package.");
        if (!descriptions.TryGetValue(ContentPath, out var content)) throw new UnusableException("h5p-content-missing", "The package has no content/content.json: it holds libraries, but nothing to do. Export it again with its content.");
        if (paths.FirstOrDefault(path => !IsAllowed(path)) is { } alien)
            throw new UnusableException("h5p-file-not-allowed", "The package has a file of a kind that H5P doesn't allow there: {0}. Scripts belong to its libraries, media to its content.", alien);

        using var definition = Json(DefinitionPath, h5p, LargestDefinition);
        using var contentJson = Json(ContentPath, content, LargestContent);
        var main = Text(definition.RootElement, "mainLibrary") ?? throw new UnusableException("h5p-main-library-missing", "The package's h5p.json doesn't say which library plays it (mainLibrary).");
        var needed = Dependencies(definition.RootElement, DefinitionPath, "preloadedDependencies").Concat(Dependencies(definition.RootElement, DefinitionPath, "dynamicDependencies")).ToList();
        if (!needed.Any(name => name.Machine == main)) throw new UnusableException("h5p-main-library-unlisted", "The package's h5p.json names {0} as what plays it, but not among the libraries that it needs.", main);
        var mainName = needed.First(name => name.Machine == main);

        var libraries = Libraries(paths, descriptions);
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        var loaded = new List<H5pLibrary>();
        var met = new HashSet<LibraryName>();
        foreach (var name in needed.Concat(NamedIn(contentJson.RootElement, 0))) Load(name);
        if (missing.Count > 0)
            throw new UnusableException("h5p-libraries-missing", "The file lacks libraries that its content needs: {0}. Export it with all its libraries, for example from the page of the content type.",
                string.Join(", ", missing.Take(MostNamed)) + (missing.Count > MostNamed ? ", …" : ""));
        var title = WebUtility.HtmlDecode(Text(definition.RootElement, "title") ?? "").Trim();
        return new H5pPackage(title, mainName, loaded);

        // A library comes after those that it depends on; who depends in a circle is taken as it comes.
        void Load(LibraryName name)
        {
            if (!met.Add(name)) return;
            if (!libraries.TryGetValue(name, out var found))
            {
                missing.Add(name.ToString());
                return;
            }

            foreach (var dependency in found.Needs) Load(dependency);
            loaded.Add(found.Library);
        }
    }

    private static Dictionary<LibraryName, (H5pLibrary Library, IReadOnlyList<LibraryName> Needs)> Libraries(HashSet<string> paths, IReadOnlyDictionary<string, byte[]> descriptions)
    {
        var libraries = new Dictionary<LibraryName, (H5pLibrary, IReadOnlyList<LibraryName>)>();
        foreach (var (path, bytes) in descriptions.Where(pair => IsLibrary(pair.Key)))
        {
            using var json = Json(path, bytes, LargestDefinition);
            var folder = path[..path.IndexOf('/')];
            var name = Name(json.RootElement, path);
            var library = new H5pLibrary(name, Number(json.RootElement, "patchVersion") ?? 0, Text(json.RootElement, "title") ?? name.Machine, folder,
                Assets(json.RootElement, "preloadedJs", folder, ".js", paths), Assets(json.RootElement, "preloadedCss", folder, ".css", paths));
            libraries[name] = (library, [.. Dependencies(json.RootElement, path, "preloadedDependencies")]);
        }

        return libraries;
    }

    // Only what is in the library's own folder is ever loaded: no address, no way up.
    private static List<string> Assets(JsonElement library, string property, string folder, string ending, HashSet<string> paths)
    {
        var assets = new List<string>();
        foreach (var asset in List(library, property))
        {
            var path = Text(asset, "path") ?? "";
            var parts = path.Split('/').Where(part => part is not ("" or ".")).ToList();
            if (path.StartsWith('/') || path.Contains(':', StringComparison.Ordinal) || path.Contains('\\', StringComparison.Ordinal) || parts.Contains("..") || !path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                throw new UnusableException("h5p-foreign-script", "The library {0} loads something that is not in its own folder: {1}. Nothing was kept.", folder, Short(path));
            var whole = $"{folder}/{string.Join('/', parts)}";
            if (!paths.Contains(whole)) throw new UnusableException("h5p-script-missing", "The library {0} needs the file {1}, which is not in the package. Export it again.", folder, Short(path));
            assets.Add(whole);
        }

        return assets;
    }

    private static IEnumerable<LibraryName> Dependencies(JsonElement element, string path, string property) => List(element, property).Select(dependency => Name(dependency, path));

    // Content names the library of each part of it: {"library": "H5P.AdvancedText 1.1", "params": …}.
    private static IEnumerable<LibraryName> NamedIn(JsonElement element, int depth)
    {
        if (depth > DeepestContent) return [];
        return element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(item => NamedIn(item, depth + 1)),
            JsonValueKind.Object => (element.TryGetProperty("params", out _) && Text(element, "library") is { } named && Named.Match(named) is { Success: true } match
                    ? [new LibraryName(match.Groups[1].Value, int.Parse(match.Groups[2].ValueSpan, null), int.Parse(match.Groups[3].ValueSpan, null))]
                    : Array.Empty<LibraryName>())
                .Concat(element.EnumerateObject().SelectMany(property => NamedIn(property.Value, depth + 1))),
            _ => [],
        };
    }

    private static LibraryName Name(JsonElement element, string path) =>
        Text(element, "machineName") is { } machine && MachineName.IsMatch(machine) && Number(element, "majorVersion") is { } major && Number(element, "minorVersion") is { } minor
            ? new LibraryName(machine, major, minor)
            : throw new UnusableException("h5p-library-unclear", "{0} names a library without its machine name and version.", path);

    private static JsonDocument Json(string path, byte[] bytes, int largest)
    {
        if (bytes.Length > largest) throw new UnusableException("h5p-json-too-large", "{0} is larger than {1} MB.", path, largest >> 20);
        try
        {
            // Some writers put a byte order mark before it.
            var text = bytes.AsMemory(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);
            var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = DeepestContent });
            if (json.RootElement.ValueKind == JsonValueKind.Object) return json;
            json.Dispose();
        }
        catch (JsonException)
        {
        }

        throw new UnusableException("h5p-json-broken", "{0} can't be read: it is not well-formed JSON. Export the package again.", path);
    }

    private static JsonElement.ArrayEnumerator List(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string? Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Versions are written as numbers and as strings.
    private static int? Number(JsonElement element, string property) =>
        element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(property, out var value) ? null
        : value.ValueKind == JsonValueKind.Number ? value.TryGetInt32(out var number) && number is >= 0 and <= 99_999 ? number : null
        : value.ValueKind == JsonValueKind.String && int.TryParse(value.GetString(), System.Globalization.NumberStyles.None, null, out var written) && written <= 99_999 ? written : null;

    private static bool IsLibrary(string path) => path.EndsWith("/library.json", StringComparison.Ordinal) && path.IndexOf('/') == path.LastIndexOf('/');

    private static bool IsAllowed(string path) =>
        path == DefinitionPath || (path.StartsWith("content/", StringComparison.Ordinal) ? ContentFiles : LibraryFiles).Contains(Path.GetExtension(path).TrimStart('.').ToLowerInvariant());

    private static string Short(string path) => path.Length <= 120 ? path : path[..120] + "…";

    [GeneratedRegex(@"^[\w.-]{1,255}$", RegexOptions.CultureInvariant)]
    private static partial Regex MachineName { get; }

    [GeneratedRegex(@"^([\w.-]{1,255}) ([0-9]{1,5})\.([0-9]{1,5})$", RegexOptions.CultureInvariant)]
    private static partial Regex Named { get; }

    private sealed class UnusableException(string code, string sentence, params object[] arguments) : Exception
    {
        internal H5pRefusal Refusal { get; } = new(code, sentence, arguments);
    }
}
