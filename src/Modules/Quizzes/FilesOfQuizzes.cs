using Lectern.Files;

namespace Lectern.Quizzes;

/// <summary>The files of quizzes: pictures in questions, and what learners have sent.</summary>
internal sealed class FilesOfQuizzes(LecternDb db) : INeedsFiles
{
    public async Task<IReadOnlyCollection<string>> Among(IReadOnlyList<string> hashes, CancellationToken cancel) =>
        await db.Set<QuestionImage>().Where(i => hashes.Contains(i.FileHash)).Select(i => i.FileHash)
            .Union(db.Set<AttemptFile>().Where(f => hashes.Contains(f.FileHash)).Select(f => f.FileHash)).ToListAsync(cancel);
}
