namespace Lectern.Lessons.Pages;

/// <summary>The text of a page as readers meet it, with what is known of it.</summary>
/// <param name="Html">Sanitised when it was written.</param>
/// <param name="Words">How many there are to read.</param>
/// <param name="Blocks">How many paragraphs, tables and pictures follow each other.</param>
/// <param name="Origins">Of the videos in it.</param>
internal sealed record ReadablePage(string Html, int Words, int Blocks, IReadOnlyList<string> Origins)
{
    internal static ReadablePage Of(string html)
    {
        var (words, blocks) = RichText.Measure(html);
        return new(html, words, blocks, [.. PageWords.Origins(html)]);
    }
}

/// <summary>Pages of published versions: they never change, and a class reads the same one.</summary>
internal sealed class SealedPages : IDisposable
{
    private const long MostBytes = 16L * 1024 * 1024;

    private readonly KeptContents<Id<PageContent>, ReadablePage> _kept = new(MostBytes);

    /// <summary>The page; null when there is none.</summary>
    internal Task<ReadablePage?> Of(LecternDb db, Id<PageContent> id, CancellationToken cancel) => _kept.Of(id, async id =>
    {
        var html = await db.PageContents.Where(c => c.Id == id).Select(c => c.Html).SingleOrDefaultAsync(cancel);
        return (html is null ? null : ReadablePage.Of(html), html?.Length ?? 0);
    });

    public void Dispose() => _kept.Dispose();
}
