using System.Text;
using Lectern.Courses;
using Lectern.Files;
using Lectern.Progress;

namespace Lectern.Lessons.Documents;

/// <summary>A learner opens a document at the page where they left it; an editor sees the draft as a learner would.</summary>
internal static class ReadDocument
{
    // Of a text file; what is longer is a book, and can be taken along.
    private const int WordsShown = 512 * 1024;

    internal static async Task<IResult> Handle(Id<Activity> id, string? preview, Visitor visitor, Classroom classroom, LecternDb db, IFileStore store, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, preview is not null, cancel, reads: true) is not { } seat || await DocumentKind.Setup(seat, db, cancel) is not { } setup) return await classroom.NoSeat(id, visitor, cancel);
        if (setup.IsDoneWhenOpened) seat = await classroom.Finish(seat, db, cancel);
        var reading = await LessonReading.Of(seat, db, cancel);
        var words = setup.File is { IsWords: true } file ? await Words(store, file, cancel) : null;
        return ClassroomPage.Of<ReadDocumentPage>(seat, new ReadDocumentPage.About(seat, setup, reading?.Position ?? 0, reading?.Seen ?? SeenNumbers.None, words));
    }

    private static async Task<string> Words(IFileStore store, DocumentFile file, CancellationToken cancel)
    {
        await using var stream = await store.Open(file.Hash, new ByteRange(0, WordsShown), cancel);
        if (stream is null) return "";
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return (await reader.ReadToEndAsync(cancel)).Replace("\0", "", StringComparison.Ordinal);
    }
}
