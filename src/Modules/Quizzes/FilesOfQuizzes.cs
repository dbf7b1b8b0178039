using Lectern.Files;

namespace Lectern.Quizzes;

/// <summary>The files of quizzes: pictures in questions.</summary>
internal sealed class FilesOfQuizzes(LecternDb db) : INeedsFiles
{
    public async Task<IReadOnlyCollection<string>> Among(IReadOnlyList<string> hashes, CancellationToken cancel) =>
        await db.Set<QuestionImage>().Where(i => hashes.Contains(i.FileHash)).Select(i => i.FileHash).ToListAsync(cancel);
}
