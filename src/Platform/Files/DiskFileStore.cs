using System.Runtime.CompilerServices;

namespace Lectern.Files;

/// <summary>Files on a local (or shared, mounted) disk: <c>ab/cd/abcd…</c>, written under a temporary name and renamed when whole.</summary>
public sealed class DiskFileStore : IFileStore
{
    private readonly string _root;
    private readonly TemporaryFiles _temporary;
    private readonly TimeProvider _clock;

    /// <summary>Opens or creates the store in <paramref name="root"/>. The temporary folder must be on the same disk, so that renaming is atomic.</summary>
    public DiskFileStore(string root, TemporaryFiles temporary, TimeProvider clock)
    {
        _root = Path.GetFullPath(root);
        _clock = clock;
        _temporary = temporary;
        Directory.CreateDirectory(_root);
    }

    /// <inheritdoc/>
    public async Task<StoredFile> Write(Stream content, long limit, CancellationToken cancel)
    {
        await using var part = _temporary.Create();
        var (hash, length) = await FileHash.Copy(content, part.Stream, limit, cancel);
        await part.Finish(cancel);

        var target = PathOf(hash);
        if (File.Exists(target))
        {
            // The same content again: the sweeper must see that somebody wants it now.
            File.SetLastWriteTimeUtc(target, _clock.GetUtcNow().UtcDateTime);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            part.MoveTo(target);
        }

        return new StoredFile(hash, length, _clock.GetUtcNow());
    }

    /// <inheritdoc/>
    public Task<Stream?> Open(string hash, ByteRange? range, CancellationToken cancel)
    {
        if (!FileHash.IsValid(hash)) return Task.FromResult<Stream?>(null);
        try
        {
            Stream file = new FileStream(PathOf(hash), new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous,
                BufferSize = 0,
            });
            if (range is { } part) file = new PartOfStream(file, part.From, part.Length ?? Math.Max(0, file.Length - part.From));
            return Task.FromResult<Stream?>(file);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    /// <inheritdoc/>
    public Task<StoredFile?> Find(string hash, CancellationToken cancel) =>
        Task.FromResult(FileHash.IsValid(hash) && new FileInfo(PathOf(hash)) is { Exists: true } file ? Describe(file) : null);

    /// <inheritdoc/>
    public Task Delete(string hash, CancellationToken cancel)
    {
        if (FileHash.IsValid(hash) && File.Exists(PathOf(hash))) File.Delete(PathOf(hash));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredFile> List([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        foreach (var file in new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancel.ThrowIfCancellationRequested();
            if (FileHash.IsValid(file.Name)) yield return Describe(file);
        }
    }

    private string PathOf(string hash) => Path.Combine(_root, hash[..2], hash[2..4], hash);

    private static StoredFile Describe(FileInfo file) => new(file.Name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));
}
