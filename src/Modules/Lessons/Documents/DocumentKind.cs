using Lectern.Courses;
using Lectern.Progress;

namespace Lectern.Lessons.Documents;

/// <summary>The activity kind "document": a file to read in the page (PDF, picture, text) or to take along (office documents).</summary>
internal sealed class DocumentKind(LecternDb db, TimeProvider clock) : LessonKind<DocumentSetup>(db, clock)
{
    internal const string Kind = "document";

    /// <summary>Bytes of one file.</summary>
    internal const long Limit = 200L << 20;

    public override string Name => Kind;
    public override string Label => "Document";
    public override string Icon => "file-text";
    public override IReadOnlyCollection<LearningVerb> Reports { get; } = [LearningVerb.Covered, LearningVerb.Completed];
    public override int UsualMinutes => 10;

    protected override DocumentSetup Empty => DocumentSetup.Empty;

    protected override Refusal? Missing(DocumentSetup setup, string title) =>
        setup.File is null ? new("document-missing", "The document “{0}” has no file yet. Upload one, or remove the document.", null, title) : null;

    protected override bool IsReplaced(DocumentSetup published, DocumentSetup draft) => published.File?.Hash != draft.File?.Hash;

    protected override async Task<DocumentSetup> Carry(DocumentSetup setup, Id<Course> from, Id<Course> to, DateTimeOffset at, CancellationToken cancel) =>
        setup with { Overview = await Db.CarryPictures(setup.Overview, from, to, at, cancel) };

    /// <summary>The document in front of this seat; null when the activity is of another kind.</summary>
    internal static Task<DocumentSetup?> Setup(Seat seat, LecternDb db, CancellationToken cancel) => LessonSetups.Of<DocumentSetup>(seat, Kind, db, cancel);
}
