using System.Globalization;
using System.Text;
using Lectern.Files.Archives;
using Lectern.Kernel;
using Lectern.Scorm;

namespace Lectern.Host.Commands;

/// <summary>A SCORM package on the disk, read as the import would read it, without a database.</summary>
internal sealed class ScormPackage : IAsyncDisposable
{
    private readonly SafeArchive archive;

    private ScormPackage(SafeArchive archive, ManifestReading reading)
    {
        this.archive = archive;
        Reading = reading;
    }

    internal ManifestReading Reading { get; }
    internal int Files => archive.Entries.Count;
    internal long Length => archive.Length;

    /// <summary>Opens it; answers why not in words when it is no zip, or not a safe one.</summary>
    internal static async Task<(ScormPackage? Package, Refusal? Refusal)> Open(string file, CancellationToken cancel)
    {
        var opened = await SafeArchive.Open(File.OpenRead(file), limits: null, cancel);
        if (opened.Archive is not { } archive) return (null, opened.Refusal);
        var manifest = await Read(archive, ManifestReader.ManifestPath, ManifestReader.LargestManifest + 1, cancel);
        return (new(archive, ManifestReader.Read(archive.Entries.Select(entry => entry.Path), _ => manifest is null ? null : new MemoryStream(manifest))), null);
    }

    /// <summary>The text of one of its files; null when there is none.</summary>
    internal async Task<string?> Text(string path, CancellationToken cancel) =>
        await Read(archive, path, 4 << 20, cancel) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    public ValueTask DisposeAsync() => archive.DisposeAsync();

    private static async Task<byte[]?> Read(SafeArchive archive, string path, int most, CancellationToken cancel)
    {
        if (archive.Find(path) is not { } entry) return null;
        var bytes = new MemoryStream();
        await using var content = await archive.Read(entry, cancel);
        var buffer = new byte[81920];
        for (int read; bytes.Length < most && (read = await content.ReadAsync(buffer, cancel)) > 0;) bytes.Write(buffer, 0, read);
        return bytes.ToArray();
    }

    internal static string Sentence(Refusal refusal) => string.Format(CultureInfo.InvariantCulture, refusal.Sentence, refusal.Arguments);
}
