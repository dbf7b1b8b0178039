using Microsoft.Extensions.Caching.Memory;

namespace Lectern.Quizzes;

/// <summary>Sealed quizzes, read and parsed once and kept for a while: they never change, and everybody who takes one asks for it with every answer.</summary>
internal sealed class SealedQuizzes : IDisposable
{
    // In letters of JSON, over all quizzes of each sort: a few large ones don't push out the many that are small, and are kept for less long.
    private const int Large = 1024 * 1024;
    private readonly MemoryCache _recent = new(new MemoryCacheOptions { SizeLimit = 8 * Large });
    private readonly MemoryCache _large = new(new MemoryCacheOptions { SizeLimit = 48 * Large, CompactionPercentage = 0.5 });

    /// <summary>The sealed quiz; null when there is none. Shared by all who ask: not tracked, not to be added anywhere.</summary>
    public async Task<QuizContent?> Of(LecternDb db, Id<QuizContent> id, CancellationToken cancel)
    {
        if (_recent.TryGetValue(id, out QuizContent? known) || _large.TryGetValue(id, out known)) return known;
        if (await db.QuizContents.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } content) return null;
        _ = content.Document;
        var isLarge = content.DocumentJson.Length > Large;
        return (isLarge ? _large : _recent).Set(id, content, new MemoryCacheEntryOptions { Size = content.DocumentJson.Length, SlidingExpiration = isLarge ? TimeSpan.FromMinutes(10) : TimeSpan.FromHours(1) });
    }

    public void Dispose()
    {
        _recent.Dispose();
        _large.Dispose();
    }
}
