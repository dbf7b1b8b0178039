using Lectern.Files;
using Lectern.Files.Archives;

namespace Lectern.Packages.Importing;

/// <summary>A format that packages come in: knows its own, and reads what a file says of itself.</summary>
public interface IPackageFormat
{
    /// <summary>The kind of activity that plays such packages: its name.</summary>
    string Kind { get; }

    /// <summary>Whether an archive looks like one of its packages, for an import that takes several.</summary>
    bool Knows(SafeArchive archive);

    /// <summary>Which of the files are kept.</summary>
    bool Keeps(ArchiveEntry entry);

    /// <summary>The package as it describes itself, without its files; or what is wrong with it.</summary>
    Task<Outcome<Package>> Read(SafeArchive archive, UploadedZip upload, CancellationToken cancel);
}

/// <summary>A zip that somebody uploaded.</summary>
/// <param name="Zip">In the file store.</param>
/// <param name="FileName">What they called it.</param>
/// <param name="By">Null for the command line.</param>
public sealed record UploadedZip(StoredFile Zip, string FileName, Id<People.Person>? By, DateTimeOffset At);

internal static class ReadingArchives
{
    extension(SafeArchive archive)
    {
        /// <summary>An entry at once, for readers that want it so; of a longer one than <paramref name="most"/> just enough to see that. Null when there is none.</summary>
        internal async Task<MemoryStream?> Whole(string path, int most, CancellationToken cancel)
        {
            if (archive.Find(path) is not { } entry) return null;
            var whole = new MemoryStream();
            await using var content = await archive.Read(entry, cancel);
            var buffer = new byte[81920];
            for (int read; whole.Length <= most && (read = await content.ReadAsync(buffer, cancel)) > 0;) whole.Write(buffer, 0, read);
            whole.Position = 0;
            return whole;
        }
    }
}
