namespace Lectern.Lessons.Documents;

/// <summary>The viewer reports which pages of a PDF were on screen; of other files there is nothing to report.</summary>
internal static class RecordPages
{
    internal static readonly RecordSeen Pages = new(
        async (seat, db, _, cancel) => await DocumentKind.Setup(seat, db, cancel) is { File: { IsPdf: true } file } setup ? new ToSee(file.Pages, setup.RequiredPercent) : null,
        Sentence);

    /// <summary>Where the learner stands, in words.</summary>
    internal static string Sentence(Texts texts, SeenState state) => state.IsDone
        ? texts["Done. You have seen {0}% of the pages.", state.Percent]
        : texts["Done when you have seen {0}% of the pages, now {1}%", state.RequiredPercent, state.Percent];
}
