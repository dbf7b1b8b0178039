using Microsoft.Extensions.Caching.Memory;

namespace Lectern.Data;

/// <summary>
/// Contents that never change once they are written, read and understood once and kept in memory for a while, because
/// everybody who is at them asks for them again and again. Whoever gets one shares it with all others.
/// </summary>
/// <param name="mostBytes">What all that are kept take together at most, in bytes of memory. One that is larger by itself is read anew each time.</param>
public sealed class KeptContents<TKey, TContent>(long mostBytes) : IDisposable
    where TKey : notnull
    where TContent : class
{
    /// <summary>A letter takes two bytes, and each is there twice: as it was written, and in what was read of it.</summary>
    public const int BytesPerLetter = 4;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = mostBytes, CompactionPercentage = 0.25, TrackStatistics = true });

    /// <summary>What is kept at present, in bytes.</summary>
    public long Bytes => _kept.GetCurrentStatistics()!.CurrentEstimatedSize!.Value;

    /// <summary>The content of this key; null when there is none, which isn't kept.</summary>
    /// <param name="key">Of the content.</param>
    /// <param name="read">Reads it, with how many letters it is.</param>
    public async Task<TContent?> Of(TKey key, Func<TKey, Task<(TContent? Content, long Letters)>> read)
    {
        if (_kept.TryGetValue(key, out TContent? known)) return known;
        var (content, letters) = await read(key);
        return content is null ? null : Keep(key, content, letters);
    }

    /// <summary>The content of this key, which is at hand and has this many letters; null when there is none, which isn't kept.</summary>
    public TContent? Of(TKey key, long letters, Func<TKey, TContent?> read)
    {
        if (_kept.TryGetValue(key, out TContent? known)) return known;
        return read(key) is { } content ? Keep(key, content, letters) : null;
    }

    private TContent Keep(TKey key, TContent content, long letters)
    {
        var bytes = letters * BytesPerLetter;
        // Those that take much are kept for less long.
        return _kept.Set(key, content, new MemoryCacheEntryOptions { Size = bytes, SlidingExpiration = bytes > mostBytes / 16 ? TimeSpan.FromMinutes(10) : TimeSpan.FromHours(1) });
    }

    public void Dispose() => _kept.Dispose();
}
