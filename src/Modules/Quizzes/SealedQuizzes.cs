using Microsoft.Extensions.Caching.Memory;

namespace Lectern.Quizzes;

/// <summary>Sealed quizzes, read and parsed once and kept for a while: they never change, and everybody who takes one asks for it with every answer.</summary>
internal sealed class SealedQuizzes : IDisposable
{
    /// <summary>What all that are kept take together at most, in bytes of memory. One that is larger by itself is read anew each time.</summary>
    internal const long MostBytes = 64L * 1024 * 1024;
    /// <summary>A letter takes two bytes, and each is there twice: in the JSON, and in what was read of it.</summary>
    private const int BytesPerLetter = 4;
    /// <summary>Those that take more than this are kept for less long.</summary>
    private const long Large = MostBytes / 16;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MostBytes, CompactionPercentage = 0.25, TrackStatistics = true });

    /// <summary>What is kept at present, in bytes.</summary>
    internal long Bytes => _kept.GetCurrentStatistics()!.CurrentEstimatedSize!.Value;

    /// <summary>The sealed quiz; null when there is none. Shared by all who ask: not tracked, not to be added anywhere.</summary>
    public async Task<QuizContent?> Of(LecternDb db, Id<QuizContent> id, CancellationToken cancel)
    {
        if (_kept.TryGetValue(id, out QuizContent? known)) return known;
        if (await db.QuizContents.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } content) return null;
        _ = content.Document;
        var bytes = content.DocumentJson.Length * (long)BytesPerLetter;
        return _kept.Set(id, content, new MemoryCacheEntryOptions { Size = bytes, SlidingExpiration = bytes > Large ? TimeSpan.FromMinutes(10) : TimeSpan.FromHours(1) });
    }

    public void Dispose() => _kept.Dispose();
}
