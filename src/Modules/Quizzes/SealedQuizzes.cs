namespace Lectern.Quizzes;

/// <summary>Sealed quizzes: they never change, and everybody who takes one asks for it with every answer.</summary>
internal sealed class SealedQuizzes : IDisposable
{
    /// <summary>What all that are kept take together at most, in bytes of memory.</summary>
    internal const long MostBytes = 64L * 1024 * 1024;

    private readonly KeptContents<Id<QuizContent>, QuizContent> _kept = new(MostBytes);

    /// <summary>What is kept at present, in bytes.</summary>
    internal long Bytes => _kept.Bytes;

    /// <summary>The sealed quiz; null when there is none. Shared by all who ask: not tracked, not to be added anywhere.</summary>
    public Task<QuizContent?> Of(LecternDb db, Id<QuizContent> id, CancellationToken cancel) => _kept.Of(id, async id =>
    {
        var content = await db.QuizContents.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel);
        _ = content?.Document;
        return (content, content?.DocumentJson.Length ?? 0);
    });

    public void Dispose() => _kept.Dispose();
}
