using Lectern.Files.Archives;
using Lectern.H5p;
using Lectern.Packages.Importing;

namespace Lectern.Packages.H5p;

/// <summary>H5P packages: a zip with an h5p.json, its content and the libraries that play it.</summary>
internal sealed class H5pFormat : IPackageFormat
{
    private const int MostLibraries = 500;
    private const int MostMegabytes = 32;   // of all descriptions together, which are read into memory

    public string Kind => H5pActivity.KindName;

    public bool Knows(SafeArchive archive) => archive.Find(H5pReader.DefinitionPath) is not null || archive.Find(H5pReader.ContentPath) is not null;

    public bool Keeps(ArchiveEntry entry) => !H5pReader.IsIgnored(entry.Path);

    public async Task<Outcome<Package>> Read(SafeArchive archive, UploadedZip upload, CancellationToken cancel)
    {
        var paths = archive.Entries.Where(Keeps).Select(entry => entry.Path).ToList();
        if (paths.Contains(Scorm.ManifestReader.ManifestPath) && !paths.Contains(H5pReader.DefinitionPath))
            return new Refusal("h5p-is-scorm", "This is a SCORM package, not an H5P package. Add it to the course as a SCORM package.");
        var descriptions = new Dictionary<string, byte[]>();
        long size = 0;
        foreach (var path in paths.Where(H5pReader.IsDescription))
        {
            if (descriptions.Count > MostLibraries) return new Refusal("h5p-too-many-libraries", "The package has more than {0} libraries.", Arguments: MostLibraries);
            using var whole = await archive.Whole(path, path == H5pReader.ContentPath ? H5pReader.LargestContent : H5pReader.LargestDefinition, cancel);
            size += whole!.Length;
            if (size > MostMegabytes << 20) return new Refusal("h5p-descriptions-too-large", "The files in which the package describes itself have more than {0} MB together, which no real package needs.", Arguments: MostMegabytes);
            descriptions[path] = whole.ToArray();
        }

        var reading = H5pReader.Read(paths, descriptions);
        if (reading.Refusal is { } why) return new Refusal(why.Code, why.Sentence, Arguments: [.. why.Arguments]);
        return new Package(reading.Package!, upload.FileName, upload.Zip.Hash, upload.Zip.Length, upload.By, upload.At);
    }
}
