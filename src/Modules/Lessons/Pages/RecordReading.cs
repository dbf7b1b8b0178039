namespace Lectern.Lessons.Pages;

/// <summary>A page reports which of its paragraphs were on screen: how far somebody has read, and where they go on. Done it is when they say so.</summary>
internal static class RecordReading
{
    // Lines of a list of words are paragraphs too, and a high window shows many of them.
    private const int AtOnce = 100;

    internal static readonly RecordSeen Paragraphs = new(
        async (seat, db, pages, cancel) => await ReadPage.In(seat, db, pages, cancel) is { } page ? new ToSee(page.Blocks, null, AtOnce) : null,
        Sentence);

    /// <summary>Where the learner stands, in words.</summary>
    internal static string Sentence(Texts texts, SeenState state) => texts["You have read {0}% of this page.", state.Percent];
}
