using Lectern.Files;

namespace Lectern.Quizzes.QuestionTypes.Pictures;

/// <summary>A picture of a question, for whoever was shown the question: only they know its address. One statement.</summary>
internal static class ShowQuestionImage
{
    internal static async Task<Results<FileResponse, NotFound>> Handle(string hash, LecternDb db, CancellationToken cancel) =>
        await db.QuestionImages.Where(i => i.FileHash == hash).Select(i => i.MediaType).SingleOrDefaultAsync(cancel) is { } type ? new FileResponse(hash, type) : TypedResults.NotFound();
}
