using Lectern.Files;

namespace Lectern.Quizzes;

/// <summary>The files of quizzes: pictures in questions, what learners have sent, and files of questions that somebody looks through.</summary>
internal sealed class FilesOfQuizzes(LecternDb db) : INeedsFiles
{
    public async Task<IReadOnlyCollection<string>> Among(IReadOnlyList<string> hashes, CancellationToken cancel) =>
        await db.Set<QuestionImage>().Where(i => hashes.Contains(i.FileHash)).Select(i => i.FileHash)
            .Union(db.Set<AttemptFile>().Where(f => hashes.Contains(f.FileHash)).Select(f => f.FileHash))
            .Union(db.Set<Exchange.QuestionUpload>().Where(u => hashes.Contains(u.FileHash)).Select(u => u.FileHash)).ToListAsync(cancel);
}
