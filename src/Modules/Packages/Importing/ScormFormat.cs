using Lectern.Files.Archives;
using Lectern.Scorm;

namespace Lectern.Packages.Importing;

/// <summary>SCORM packages: whatever has, or should have, an imsmanifest.xml.</summary>
internal sealed class ScormFormat : IPackageFormat
{
    public string Kind => ScormActivity.KindName;

    public bool Knows(SafeArchive archive) => archive.Find(ManifestReader.ManifestPath) is not null;

    public bool Keeps(ArchiveEntry entry) => true;

    public async Task<Outcome<Package>> Read(SafeArchive archive, UploadedZip upload, CancellationToken cancel)
    {
        using var manifestXml = await archive.Whole(ManifestReader.ManifestPath, ManifestReader.LargestManifest, cancel);
        var reading = ManifestReader.Read(archive.Entries.Select(entry => entry.Path), _ => manifestXml);
        if (reading.Refusal is { } why) return new Refusal(why.Code, why.Sentence, UnpackPackage.Field, [.. why.Arguments]);
        return new Package(reading.Manifest!, upload.FileName, upload.Zip.Hash, upload.Zip.Length, upload.By, upload.At);
    }
}
