namespace Lectern.Scorm;

/// <summary>The names of the files in a package, and the search for one of them by what an author wrote.</summary>
public sealed class PackageFiles
{
    private readonly HashSet<string> exact;
    private readonly Dictionary<string, string> ignoringCase = new(StringComparer.OrdinalIgnoreCase);

    public PackageFiles(IEnumerable<string> paths)
    {
        exact = new(paths, StringComparer.Ordinal);
        foreach (var path in exact) ignoringCase.TryAdd(path, path);
    }

    /// <summary>Every path, with forward slashes and without a leading one.</summary>
    public IReadOnlyCollection<string> Paths => exact;

    /// <summary>The path of the file that is meant: exactly, or else as a file system that ignores case would find it
    /// (much content was only ever tried on such a system); null when there is none.</summary>
    public string? Find(string path) =>
        exact.Contains(path) ? path : ignoringCase.GetValueOrDefault(path);
}
