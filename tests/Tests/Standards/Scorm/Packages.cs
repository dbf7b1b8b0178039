using System.IO.Compression;
using System.Text;
using Lectern.Scorm;

namespace Lectern.Tests.Standards.Scorm;

/// <summary>Packages to read: real ones from the shared data, and ones written here.</summary>
internal static class Packages
{
    /// <summary>Reads a real package; null where the data is absent.</summary>
    internal static ManifestReading? ReadReal(string kind, string file)
    {
        if (SharedData.Folder(kind) is not { } folder) return null;
        using var zip = ZipFile.OpenRead(Path.Combine(folder, file));
        var files = zip.Entries.Where(entry => !entry.FullName.EndsWith('/')).ToDictionary(entry => entry.FullName);
        return ManifestReader.Read(files.Keys, path => files[path].Open());
    }

    /// <summary>Reads a package of this manifest and these other files.</summary>
    internal static ManifestReading Read(byte[] manifest, params string[] files) =>
        ManifestReader.Read([ManifestReader.ManifestPath, .. files], _ => new MemoryStream(manifest));

    internal static ManifestReading Read(string manifest, params string[] files) => Read(Encoding.UTF8.GetBytes(manifest), files);

    /// <summary>A SCORM 1.2 manifest with these items and resources.</summary>
    internal static string Manifest(string items, string resources = """<resource identifier="r" adlcp:scormtype="sco" href="index.html"/>""", string bases = "") => $"""
        <manifest identifier="m" {bases} xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
          <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
          <organizations default="o"><organization identifier="o"><title>A course</title>{items}</organization></organizations>
          <resources>{resources}</resources>
        </manifest>
        """;
}
