using Lectern.Files;
using Lectern.Files.Archives;
using Lectern.People;
using Lectern.Scorm;

namespace Lectern.Packages.Importing;

/// <summary>Makes a <see cref="Package"/> of an uploaded zip: checks it, reads its manifest, puts its files into the store.</summary>
public sealed class UnpackPackage(LecternDb db, IFileStore files, TimeProvider clock)
{
    /// <summary>The form field and the API field that carries the zip; refusals point to it.</summary>
    public const string Field = "file";

    /// <summary>The largest zip that is taken.</summary>
    public const long Limit = 2L << 30;

    /// <summary>Adds the package; the caller saves. After a refusal nothing was added, and what is in the store without a row is swept.</summary>
    public async Task<Outcome<Package>> From(StoredFile zip, string fileName, Id<Person>? by, CancellationToken cancel)
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
                return await Read(archive, zip, fileName, by, cancel);
            }
            catch (RefusedException damaged)   // met while reading an entry: its content is not what the zip's directory says
            {
                return damaged.Refusal with { Field = Field };
            }
        }
    }

    private async Task<Outcome<Package>> Read(SafeArchive archive, StoredFile zip, string fileName, Id<Person>? by, CancellationToken cancel)
    {
        using var manifestXml = await ManifestXml(archive, cancel);
        var reading = ManifestReader.Read(archive.Entries.Select(entry => entry.Path), _ => manifestXml);
        if (reading.Refusal is { } why) return new Refusal(why.Code, why.Sentence, Field, [.. why.Arguments]);
        if (archive.Entries.FirstOrDefault(entry => entry.Path.Length > PackageFile.LongestPath) is { } tooLong)
            return new Refusal("path-too-long", "The package has a file whose path is longer than {0} characters: {1}", Field, PackageFile.LongestPath, tooLong.Path[..80] + "…");

        var package = new Package(reading.Manifest!, fileName, zip.Hash, zip.Length, by, clock.GetUtcNow());
        foreach (var entry in archive.Entries)
        {
            await using var content = await archive.Read(entry, cancel);
            var stored = await files.Write(content, entry.Length, cancel);
            package.Add(entry.Path, stored.Hash, stored.Length);
        }

        db.Add(package);
        return package;
    }

    // The reader wants it at once; more than it would take is not read.
    private static async Task<MemoryStream?> ManifestXml(SafeArchive archive, CancellationToken cancel)
    {
        if (archive.Find(ManifestReader.ManifestPath) is not { } entry) return null;
        var xml = new MemoryStream();
        await using var content = await archive.Read(entry, cancel);
        var buffer = new byte[81920];
        for (int read; xml.Length <= ManifestReader.LargestManifest && (read = await content.ReadAsync(buffer, cancel)) > 0;) xml.Write(buffer, 0, read);
        xml.Position = 0;
        return xml;
    }
}
