using Microsoft.Extensions.Caching.Memory;

namespace Lectern.Quizzes;

/// <summary>Sealed quizzes, read and parsed once and kept for a while: they never change, and everybody who takes one asks for it with every answer.</summary>
internal sealed class SealedQuizzes : IDisposable
{
    private readonly MemoryCache _recent = new(new MemoryCacheOptions { SizeLimit = 8 * 1024 * 1024 });   // letters of JSON, over all quizzes

    /// <summary>The sealed quiz; null when there is none. Shared by all who ask: not tracked, not to be added anywhere.</summary>
    public async Task<QuizContent?> Of(LecternDb db, Id<QuizContent> id, CancellationToken cancel)
    {
        if (_recent.TryGetValue(id, out QuizContent? known)) return known;
        if (await db.QuizContents.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } content) return null;
        _ = content.Document;
        return _recent.Set(id, content, new MemoryCacheEntryOptions { Size = content.DocumentJson.Length, SlidingExpiration = TimeSpan.FromHours(1) });
    }

    public void Dispose() => _recent.Dispose();
}
