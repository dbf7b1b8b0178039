using Lectern.Files;
using Lectern.Files.Uploads;
using Lectern.Web.Api;

namespace Lectern.Quizzes.QuestionTypes.Pictures;

/// <summary>An author puts a picture into a question: it goes to the file store, and the editor gets its address.</summary>
internal static class AddQuestionImage
{
    internal const long Limit = 10 << 20;

    internal static async Task<IResult> Handle(HttpContext http, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var read = await StreamedForm.Read(http, new FormRules(ContentKind.Image, Limit) { ChecksForgery = !http.Request.IsForPrograms }, cancel);
        if (read.Refusal is { } refusal) return refusal.ToProblem(texts);
        if (read.Value.Files is not [var file]) return FileRefusals.Missing().ToProblem(texts);
        var hash = file.Stored.Hash;
        await db.Retried(async () =>
        {
            if (await db.QuestionImages.AnyAsync(i => i.FileHash == hash, cancel)) return false;
            db.Add(new QuestionImage { FileHash = hash, MediaType = file.MediaType, AddedAt = clock.GetUtcNow() });
            await db.SaveChangesAsync(cancel);
            return true;
        });
        return TypedResults.Ok(new Added(QuestionImage.Address(hash)));
    }

    internal sealed record Added(string Src);
}
