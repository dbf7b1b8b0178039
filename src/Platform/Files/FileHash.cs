using System.Security.Cryptography;

namespace Lectern.Files;

/// <summary>The names of stored files.</summary>
public static class FileHash
{
    /// <summary>Whether this can be the name of a stored file. Anything else never reaches a path or a key.</summary>
    public static bool IsValid(string? hash) =>
        hash is { Length: 64 } && hash.All(char.IsAsciiHexDigitLower);

    /// <summary>Copies a stream, hashing on the way and stopping at the limit; for stores.</summary>
    public static async Task<(string Hash, long Length)> Copy(Stream from, Stream to, long limit, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            var total = 0L;
            int read;
            while ((read = await from.ReadAsync(buffer, cancel)) > 0)
            {
                total += read;
                if (total > limit) throw new RefusedException(FileRefusals.TooLarge(limit));
                hash.AppendData(buffer, 0, read);
                await to.WriteAsync(buffer.AsMemory(0, read), cancel);
            }

            return (Convert.ToHexStringLower(hash.GetHashAndReset()), total);
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
