using Lectern.Kernel;

namespace Lectern.Files;

/// <summary>Keeps what people upload. A file's name is the hash of its content: the same content is kept once, and a name never changes its meaning.</summary>
public interface IFileStore
{
    /// <summary>Stores a stream and says under which hash. Nothing is visible until all of it is safely written.</summary>
    /// <exception cref="RefusedException">The content is longer than <paramref name="limit"/> bytes.</exception>
    Task<StoredFile> Write(Stream content, long limit, CancellationToken cancel);

    /// <summary>Opens a file, or part of it, for reading; null when there is none of that hash.</summary>
    Task<Stream?> Open(string hash, ByteRange? range, CancellationToken cancel);

    /// <summary>What is known of a file; null when there is none of that hash.</summary>
    Task<StoredFile?> Find(string hash, CancellationToken cancel);

    /// <summary>Removes a file. Only the sweeper calls it, after making sure that nothing refers to the hash any more.</summary>
    Task Delete(string hash, CancellationToken cancel);

    /// <summary>Every file, in no particular order: for backups and for the sweeper.</summary>
    IAsyncEnumerable<StoredFile> List(CancellationToken cancel);
}

/// <summary>A file in the store.</summary>
/// <param name="Hash">SHA-256 of the content, 64 lower-case hexadecimal digits.</param>
/// <param name="Length">In bytes.</param>
/// <param name="StoredAt">When it was last written; a sweeper leaves young files alone, because what refers to them may not be committed yet.</param>
public sealed record StoredFile(string Hash, long Length, DateTimeOffset StoredAt);

/// <summary>Part of a file, in bytes; no length means to the end.</summary>
public readonly record struct ByteRange(long From, long? Length = null);

/// <summary>A refusal met in the middle of a stream, where there is no return value to carry it.</summary>
public sealed class RefusedException(Refusal refusal) : IOException(refusal.Code)
{
    /// <summary>Why.</summary>
    public Refusal Refusal { get; } = refusal;
}
