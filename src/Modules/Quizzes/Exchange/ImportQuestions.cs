using System.Globalization;
using Lectern.Files;
using Lectern.Files.Uploads;
using Lectern.People;
using Lectern.QuestionFiles;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Web.Access;
using Lectern.Web.Api;
using Problem = Lectern.QuestionFiles.Problem;

namespace Lectern.Quizzes.Exchange;

/// <summary>An author uploads a file of questions, looks at what an import would make of each, and takes over all or some.</summary>
internal static class ImportQuestions
{
    internal const string Field = "file";
    private const string Title = "Import questions";

    internal static readonly ChecksForgeryItself ChecksForgery = new("the upload streams into the file store, so the form is read only once, and its token with it");

    internal static async Task<IResult> Show([AsParameters] ExchangeAddress address, Me me, ExchangeDesk desk, Texts texts, CancellationToken cancel) =>
        await address.Find(desk, me.Visitor, cancel) is { } place ? Page.Of<ImportQuestionsPage>(Title, new ImportQuestionsPage.About(place, null), place.Options(texts[Title])) : TypedResults.NotFound();

    internal static async Task<IResult> Upload([AsParameters] ExchangeAddress address, HttpContext http, Me me, LecternDb db, ExchangeDesk desk, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await address.Find(desk, me.Visitor, cancel) is not { } place) return TypedResults.NotFound();
        var form = await StreamedForm.Read(http, new FormRules(ContentKind.Any, QuestionFileReader.LargestPackage), cancel);
        if ((form.Refusal ?? (form.Value.File is null ? new Refusal("file-missing", "Choose a file first.", Field) : null)) is { } refusal)
            return Page.Refused<ImportQuestionsPage>(Title, new ImportQuestionsPage.About(place, refusal), place.Options(texts[Title]));
        var file = form.Value.File!;
        var name = PlainText.Line(file.FileName);
        var upload = new QuestionUpload { PersonId = me.Id, BankId = place.Bank.Bank.Id, FileHash = file.Stored.Hash, FileName = name.Length > QuestionUpload.LongestName ? name[^QuestionUpload.LongestName..] : name, UploadedAt = clock.GetUtcNow() };
        db.Add(upload);
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther(place.Preview(upload.Id));
    }

    internal static async Task<IResult> Preview([AsParameters] ExchangeAddress address, Id<QuestionUpload> uploadId, bool? anyGrade, Me me, LecternDb db, ExchangeDesk desk, IFileStore files, QuestionFileReader reader, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await address.Find(desk, me.Visitor, cancel) is not { } place || await Find(place, uploadId, me, db, clock, cancel) is not { } upload) return TypedResults.NotFound();
        return await Read(upload, anyGrade, files, reader, cancel) is { } file
            ? Page.Of<PreviewImportPage>(Title, new PreviewImportPage.About(place, upload, file, kinds, anyGrade == true), place.Options(texts[Title]))
            : TypedResults.NotFound();
    }

    internal static async Task<IResult> Handle([AsParameters] ExchangeAddress address, Id<QuestionUpload> uploadId, bool? anyGrade, Me me, HttpRequest request, LecternDb db, ExchangeDesk desk, IFileStore files, QuestionFileReader reader, QuestionExchange exchange, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        if (await address.Find(desk, me.Visitor, cancel) is not { } asked || await Find(asked, uploadId, me, db, clock, cancel) is not { } found || await Read(found, anyGrade, files, reader, cancel) is not { } file) return TypedResults.NotFound();
        var ticked = form["row"].Select(value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).ToHashSet();
        var rows = file.Rows.Where(row => row.Question is not null && ticked.Contains(row.Number) == (form["mode"] == "only")).ToList();
        return await db.Retried<IResult>(async () =>
        {
            if (await address.Find(desk, me.Visitor, cancel) is not { } place || await Find(place, uploadId, me, db, clock, cancel) is not { } upload) return TypedResults.NotFound();
            var imported = await exchange.Import(rows, place.Bank.Bank, place.Hand?.Quiz, me.Id, cancel);
            if (imported.Refusal is { } refusal) return Page.SeeOther(request.Path + request.QueryString, refusal, texts);
            if (imported.Value.Questions.Count == 0) return Page.SeeOther(request.Path + request.QueryString, texts["No question was chosen. Nothing was imported."]);
            db.Remove(upload);
            await desk.Save(place, cancel);
            return Page.SeeOther(place.Back, place.Hand is not null && imported.Value.InQuiz < imported.Value.Questions.Count
                ? texts["{0} questions are in the bank; there was room for {1} of them in the quiz.", imported.Value.Questions.Count, imported.Value.InQuiz]
                : texts.Count("{0} questions are imported.", imported.Value.Questions.Count));
        });
    }

    /// <summary>Programs send the file (a form with the field file) and get what became of each question; with dryRun=true nothing is kept.</summary>
    internal static async Task<IResult> HandleApi([AsParameters] ExchangeAddress address, bool? dryRun, HttpContext http, Me me, LecternDb db, ExchangeDesk desk, IFileStore files, QuestionFileReader reader, QuestionExchange exchange, Texts texts, CancellationToken cancel)
    {
        if (await address.Find(desk, me.Visitor, cancel) is null) return TypedResults.NotFound();
        var form = await StreamedForm.Read(http, new FormRules(ContentKind.Any, QuestionFileReader.LargestPackage) { ChecksForgery = !http.Request.IsForPrograms }, cancel);
        if (form.Refusal is { } unread) return unread.ToProblem(texts);
        if (form.Value.File is not { } sent) return new Refusal("file-missing", "Choose a file first.", Field).ToProblem(texts);
        var file = await reader.Read((await files.Open(sent.Stored.Hash, null, cancel))!, sent.FileName, cancel);
        if (file.Refusal is { } whole) return new Refusal(whole.Code, whole.Sentence, Field, [.. whole.Arguments]).ToProblem(texts);
        if (dryRun == true) return TypedResults.Ok(ShownImport.Of(file, null));
        return await db.Retried<IResult>(async () =>
        {
            if (await address.Find(desk, me.Visitor, cancel) is not { } place) return TypedResults.NotFound();
            var imported = await exchange.Import(file.Rows, place.Bank.Bank, place.Hand?.Quiz, me.Id, cancel);
            if (imported.Refusal is { } refusal) return refusal.ToProblem(texts);
            await desk.Save(place, cancel);
            return TypedResults.Ok(ShownImport.Of(file, imported.Value));
        });
    }

    private static async Task<QuestionUpload?> Find(ExchangePlace place, Id<QuestionUpload> id, Me me, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        var (bank, person, after) = (place.Bank.Bank.Id, me.Id, clock.GetUtcNow() - QuestionUpload.Life);
        return await db.QuestionUploads.SingleOrDefaultAsync(u => u.Id == id && u.BankId == bank && u.PersonId == person && u.UploadedAt > after, cancel);
    }

    private static async Task<IncomingFile?> Read(QuestionUpload upload, bool? anyGrade, IFileStore files, QuestionFileReader reader, CancellationToken cancel) =>
        await files.Open(upload.FileHash, null, cancel) is { } content ? await reader.Read(content, upload.FileName, cancel, new(anyGrade == true)) : null;
}

/// <summary>What a program is told of an import.</summary>
/// <param name="Imported">How many questions came in; 0 when it was only tried.</param>
internal sealed record ShownImport(string? Format, int Imported, IReadOnlyList<ShownIncoming> Questions, IReadOnlyList<ShownProblem> Problems)
{
    internal static ShownImport Of(IncomingFile file, Imported? imported) => new(file.Format, imported?.Questions.Count ?? 0,
        [.. file.Rows.Select(row => new ShownIncoming(row.Number, row.Place, row.Name, row.KindInFile, row.Question?.Kind, row.Category,
            [.. row.Problems.Select(ShownProblem.Of), .. (imported?.Refused ?? []).Where(one => one.Number == row.Number).Select(one => ShownProblem.Of(new Problem(ProblemLevel.Refused, 0, 0, row.Name, one.Refusal.Code, one.Refusal.Sentence, [.. one.Refusal.Arguments.Select(argument => $"{argument}")])))]))],
        [.. file.Problems.Select(ShownProblem.Of)]);
}

/// <param name="Place">The line in the file, or the document of the package.</param>
/// <param name="Kind">Null when it is refused.</param>
internal sealed record ShownIncoming(int Number, string Place, string Name, string KindInFile, string? Kind, IReadOnlyList<string> Category, IReadOnlyList<ShownProblem> Problems);

/// <param name="Level">"refused", "lost" or "note".</param>
internal sealed record ShownProblem(string Level, string Code, string Message)
{
    internal static ShownProblem Of(Problem problem) => new(problem.Level switch { ProblemLevel.Refused => "refused", ProblemLevel.Lost => "lost", _ => "note" }, problem.Code, problem.ToString());
}
