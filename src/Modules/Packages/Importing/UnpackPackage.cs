using Lectern.Files;
using Lectern.Files.Archives;
using Lectern.People;

namespace Lectern.Packages.Importing;

/// <summary>Makes a <see cref="Package"/> of an uploaded zip: checks it, reads its manifest, puts its files into the store.</summary>
public sealed class UnpackPackage(LecternDb db, IFileStore files, IEnumerable<IPackageFormat> formats, TimeProvider clock)
{
    /// <summary>The form field and the API field that carries the zip; refusals point to it.</summary>
    public const string Field = "file";

    /// <summary>The largest zip that is taken.</summary>
    public const long Limit = 2L << 30;

    /// <summary>Adds the package; the caller saves. After a refusal nothing was added, and what is in the store without a row is swept.</summary>
    /// <param name="kind">The kind of activity that is to play it; null for whichever knows it.</param>
    public async Task<Outcome<Package>> From(StoredFile zip, string fileName, Id<Person>? by, string? kind, CancellationToken cancel)
    {
        var stream = await files.OpenSeekable(zip.Hash, cancel);
        if (stream is null) return new Refusal("file-missing", "Choose a file first.", Field);
        var opened = await SafeArchive.Open(stream, limits: null, cancel);
        if (opened.Archive is not { } archive)
        {
            await stream.DisposeAsync();
            return opened.Refusal! with { Field = Field };
        }

        await using (archive)
        {
            try
            {
                return await Read(archive, new UploadedZip(zip, fileName, by, clock.GetUtcNow()), kind, cancel);
            }
            catch (RefusedException damaged)   // met while reading an entry: its content is not what the zip's directory says
            {
                return damaged.Refusal with { Field = Field };
            }
        }
    }

    private async Task<Outcome<Package>> Read(SafeArchive archive, UploadedZip upload, string? kind, CancellationToken cancel)
    {
        // A file that none knows is refused by the first, which says what it looks for.
        var format = kind is null ? formats.FirstOrDefault(format => format.Knows(archive)) ?? formats.First() : formats.First(format => format.Kind == kind);
        var read = await format.Read(archive, upload, cancel);
        if (read.Refusal is { } why) return why with { Field = Field };
        var kept = archive.Entries.Where(format.Keeps).ToList();
        if (kept.Find(entry => entry.Path.Length > PackageFile.LongestPath) is { } tooLong)
            return new Refusal("path-too-long", "The package has a file whose path is longer than {0} characters: {1}", Field, PackageFile.LongestPath, tooLong.Path[..80] + "…");

        var package = read.Value;
        foreach (var entry in kept)
        {
            await using var content = await archive.Read(entry, cancel);
            var stored = await files.Write(content, entry.Length, cancel);
            package.Add(entry.Path, stored.Hash, stored.Length);
        }

        db.Add(package);
        return package;
    }
}
