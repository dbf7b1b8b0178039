using System.Runtime.InteropServices;

namespace Lectern.Files;

/// <summary>Where files are written before they are whole. What a crash leaves here is swept at the next start, and nobody else looks here.</summary>
public sealed class TemporaryFiles
{
    private readonly string _folder;

    /// <summary>Uses (and creates) this folder.</summary>
    public TemporaryFiles(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
    }

    /// <summary>A new file that deletes itself when disposed, unless it was moved to its place.</summary>
    public TemporaryFile Create() => new(Path.Combine(_folder, Guid.CreateVersion7().ToString("N") + ".part"));

    /// <summary>Removes what nobody has written to since <paramref name="before"/>; returns how many files went.</summary>
    public int Sweep(DateTimeOffset before)
    {
        var swept = 0;
        foreach (var file in new DirectoryInfo(_folder).EnumerateFiles("*.part"))
        {
            if (file.LastWriteTimeUtc >= before.UtcDateTime) continue;
            file.Delete();
            swept++;
        }

        return swept;
    }
}

/// <summary>One file on its way: written, made durable, moved to its place.</summary>
public sealed class TemporaryFile : IAsyncDisposable
{
    private FileStream? _stream;

    internal TemporaryFile(string path)
    {
        Location = path;
        _stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        });
    }

    /// <summary>Its path, for readers that need one.</summary>
    public string Location { get; }

    /// <summary>For writing, until <see cref="Finish"/>.</summary>
    public Stream Stream => _stream ?? throw new InvalidOperationException("The file is finished.");

    /// <summary>Makes the content durable and closes the file.</summary>
    public async Task Finish(CancellationToken cancel)
    {
        if (_stream is null) return;
        await _stream.FlushAsync(cancel);
        _stream.Flush(flushToDisk: true);
        await _stream.DisposeAsync();
        _stream = null;
    }

    /// <summary>Gives the finished file its name: readers see all of it or nothing.</summary>
    public void MoveTo(string target)
    {
        File.Move(Location, target, overwrite: true);
        FlushFolder(Path.GetDirectoryName(target)!);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stream is not null) await _stream.DisposeAsync();
        File.Delete(Location);
    }

    // rename(2) survives a power cut only when the folder is synced too; .NET has no call for that.
    private static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return;
        var descriptor = Native.Open(folder, 0);
        if (descriptor < 0) return;
        _ = Native.Sync(descriptor);
        _ = Native.Close(descriptor);
    }

    private static class Native
    {
        [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

        [DllImport("libc", EntryPoint = "fsync"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Sync(int descriptor);

        [DllImport("libc", EntryPoint = "close"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Close(int descriptor);
    }
}
