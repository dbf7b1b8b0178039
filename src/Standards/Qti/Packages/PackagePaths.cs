namespace Lectern.Qti.Packages;

/// <summary>The files of a package, and the search for one by the address that a document in it writes.</summary>
public sealed class PackagePaths
{
    private readonly HashSet<string> exact;
    private readonly Dictionary<string, string> ignoringCase = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="paths">With forward slashes.</param>
    public PackagePaths(IEnumerable<string> paths)
    {
        exact = paths.Where(path => !IsNoise(path)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in exact) ignoringCase.TryAdd(path, path);
    }

    /// <summary>Every file, without what systems put beside them.</summary>
    public IReadOnlyCollection<string> All => exact;

    /// <summary>Whether an address leads out of the package, to a server.</summary>
    public static bool IsRemote(string address) => address.StartsWith("//", StringComparison.Ordinal) || Uri.TryCreate(address, UriKind.Absolute, out var uri) && !uri.IsFile;

    /// <summary>With a slash at its end; empty for the top.</summary>
    public static string FolderOf(string path) => path[..(path.LastIndexOf('/') + 1)];

    /// <summary>The file that is meant, exactly or as a file system that ignores case would find it; null when there is none, or when it would be outside.</summary>
    /// <param name="folder">Of the document that writes the address: empty, or ending in a slash.</param>
    public string? Find(string folder, string address)
    {
        var end = address.IndexOfAny(['?', '#']);
        var plain = (end < 0 ? address : address[..end]).Replace('\\', '/').Trim();
        if (plain.Length == 0 || IsRemote(plain)) return null;
        return Existing(Joined(folder, plain)) ?? (plain.Contains('%', StringComparison.Ordinal) ? Existing(Joined(folder, Uri.UnescapeDataString(plain))) : null);
    }

    private string? Existing(string? path) => path is null ? null : exact.Contains(path) ? path : ignoringCase.GetValueOrDefault(path);

    // An address from the root is meant from the package's.
    private static string? Joined(string folder, string address)
    {
        var parts = new List<string>();
        foreach (var part in (address.StartsWith('/') ? address : folder + address).Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count == 0) return null;
            else parts.RemoveAt(parts.Count - 1);
        }
        return string.Join('/', parts);
    }

    // What Macs put into archives beside the files.
    private static bool IsNoise(string path) => path.StartsWith("__MACOSX/", StringComparison.Ordinal) || path.Split('/')[^1].StartsWith("._", StringComparison.Ordinal);
}
