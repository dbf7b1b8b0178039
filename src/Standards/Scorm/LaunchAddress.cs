using System.Text;

namespace Lectern.Scorm;

/// <summary>What to open for an item: a file of the package, and the query and fragment to open it with.</summary>
/// <param name="Path">The file inside the package, not escaped.</param>
/// <param name="Suffix">The query and fragment, escaped, with their leading character; may be empty.</param>
/// <param name="IsMissing">The manifest names the file, but the package doesn't hold it.</param>
public sealed record LaunchAddress(string Path, string Suffix, bool IsMissing = false)
{
    /// <summary>The address relative to the root of the package, escaped for a browser.</summary>
    public string ToRelativeAddress() => string.Join('/', Path.Split('/').Select(Uri.EscapeDataString)) + Suffix;

    /// <summary>Resolves an href against the bases around it; null when it leaves the package or names a scheme or a host.</summary>
    public static LaunchAddress? Resolve(PackageFiles files, IEnumerable<string?> bases, string href, string? parameters)
    {
        var (hrefPath, suffix) = Split(href.Trim().Replace('\\', '/'));
        if (hrefPath.Length == 0) return null;
        var layers = bases.Where(b => !string.IsNullOrWhiteSpace(b)).Select(b => b!.Trim().Replace('\\', '/')).ToList();
        // A base should end with a slash (IMS Content Packaging 1.1.4, 4.8); by the rules of URIs its last segment is
        // dropped otherwise. Many authors forget the slash, so the folder is tried where the rule finds no file.
        var strict = Combine(layers, hrefPath);
        var found = strict is null ? null : FindFile(files, strict);
        if (found is null && layers.Count > 0)
        {
            var lenient = Combine([.. layers.Select(layer => layer.EndsWith('/') ? layer : layer + '/')], hrefPath);
            found = lenient is null ? null : FindFile(files, lenient);
        }
        // Where there is no file, the name is unescaped all the same, and that may uncover what the written form hid.
        var path = found ?? (strict is null ? null : Normalise("", Uri.UnescapeDataString(strict)));
        return string.IsNullOrEmpty(path) ? null : new LaunchAddress(path, Escape(WithParameters(suffix, parameters)), IsMissing: found is null);
    }

    /// <summary>Adds an item's parameters to the query and fragment of an href (SCORM 2004 4th Ed. CAM 3.4.1.6, "parameters").</summary>
    internal static string WithParameters(string suffix, string? parameters)
    {
        var added = parameters?.Trim().TrimStart('?', '&') ?? "";
        if (added.Length == 0) return suffix;
        var hash = suffix.IndexOf('#', StringComparison.Ordinal);
        if (added[0] == '#') return hash >= 0 ? suffix : suffix + added;
        // The rule appends at the very end; behind a fragment the content could never read it as a query.
        var (query, fragment) = hash >= 0 ? (suffix[..hash], suffix[hash..]) : (suffix, "");
        if (fragment.Length > 0 && added.Contains('#', StringComparison.Ordinal)) fragment = "";
        return query + (query.Contains('?', StringComparison.Ordinal) ? '&' : '?') + added + fragment;
    }

    private static (string Path, string Suffix) Split(string href)
    {
        var end = href.IndexOfAny(['?', '#']);
        return end < 0 ? (href, "") : (href[..end], href[end..]);
    }

    private static string? FindFile(PackageFiles files, string path) =>
        files.Find(path) ?? (path.Contains('%', StringComparison.Ordinal) ? files.Find(Uri.UnescapeDataString(path)) : null);

    private static string? Combine(IReadOnlyList<string> layers, string href)
    {
        var folder = "";
        foreach (var layer in layers)
        {
            if (Normalise(folder, layer[..(layer.LastIndexOf('/') + 1)]) is not { } next) return null;
            folder = next.Length == 0 || next.EndsWith('/') ? next : next + "/";
        }
        return Normalise(folder, href);
    }

    /// <summary>Walks the segments; null when the path leaves the package, starts at the server's root, or names a scheme or a host.</summary>
    private static string? Normalise(string folder, string path)
    {
        if (path.StartsWith('/') || path.Any(char.IsControl)) return null;
        var firstSlash = path.IndexOf('/', StringComparison.Ordinal);
        var colon = path.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && (firstSlash < 0 || colon < firstSlash)) return null;
        var segments = new List<string>();
        foreach (var segment in (folder + path).Split('/'))
        {
            if (segment is "" or ".") continue;
            if (segment == "..")
            {
                if (segments.Count == 0) return null;
                segments.RemoveAt(segments.Count - 1);
            }
            else segments.Add(segment);
        }
        return string.Join('/', segments);
    }

    private static string Escape(string suffix)
    {
        var escaped = new StringBuilder(suffix.Length);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in suffix.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || "-._~!$&()*+,;=:@/?#%[]".Contains((char)rune.Value, StringComparison.Ordinal)))
            {
                escaped.Append((char)rune.Value);
                continue;
            }
            foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)]) escaped.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return escaped.ToString();
    }
}
