using Lectern.People;
using Lectern.Quizzes.Authoring;
using Lectern.Quizzes.Banks;
using Lectern.Quizzes.Banks.Statistics;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Web.Api;

namespace Lectern.Quizzes.Api;

/// <summary>A program looks through question banks and keeps them; the same desks and the same rules as for the pages.</summary>
internal static class BanksForPrograms
{
    /// <summary>The shared banks that the owner of the token may use. A course's own has the course's id.</summary>
    internal static async Task<IResult> List(Visitor visitor, BankDesk desk, CancellationToken cancel) =>
        TypedResults.Ok((await desk.Shared(visitor, cancel)).Select(b => new ShownBank(b.Bank.Id, b.Bank.Name, b.Unit, b.Bank.ArchivedAt is not null)));

    /// <summary>Begins a bank that a unit shares with the courses below it.</summary>
    internal static async Task<IResult> Share(SentBank sent, Visitor visitor, BankDesk desk, LecternDb db, Texts texts, CancellationToken cancel)
    {
        if (await desk.Share(sent.UnitId, sent.Name, visitor, cancel) is not { } made) return TypedResults.NotFound();
        if (made.Refusal is { } refusal) return refusal.ToProblem(texts);
        await db.SaveChangesAsync(cancel);
        return TypedResults.Created($"/api/v1/question-banks/{made.Value.Id}/questions", new ShownBank(made.Value.Id, made.Value.Name, await db.Scopes.Where(s => s.Id == sent.UnitId).Select(s => s.Name).SingleAsync(cancel), false));
    }

    internal static async Task<IResult> Categories(Id<QuestionBank> bankId, Visitor visitor, BankDesk desk, CancellationToken cancel) =>
        await desk.TakeUp(bankId, visitor, cancel) is { } hand ? TypedResults.Ok(hand.Tree.InOrder().Select(c => new ShownCategory(c.Category.Id, c.Category.ParentId, c.Category.Name))) : TypedResults.NotFound();

    internal static async Task<IResult> AddCategory(Id<QuestionBank> bankId, SentCategory sent, Visitor visitor, BankDesk desk, LecternDb db, Texts texts, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(bankId, visitor, cancel, toEdit: true) is not { } hand) return TypedResults.NotFound();
        var made = hand.Tree.Add(sent.ParentId, sent.Name);
        if (made.Refusal is { } refusal) return refusal.ToProblem(texts);
        db.Add(made.Value);
        await db.SaveChangesAsync(cancel);
        return TypedResults.Created($"/api/v1/question-banks/{bankId}/categories", new ShownCategory(made.Value.Id, made.Value.ParentId, made.Value.Name));
    });

    /// <summary>By q, category, kind, difficulty, tag and away, as on the page; oldest first, in pages.</summary>
    internal static async Task<IResult> Questions(Id<QuestionBank> bankId, [FromQuery] string? after, [FromQuery] int? limit, Visitor visitor, HttpRequest request, BankDesk desk, LecternDb db, QuestionKinds kinds, CancellationToken cancel)
    {
        if (await desk.TakeUp(bankId, visitor, cancel) is not { } hand) return TypedResults.NotFound();
        var asked = ShowBank.Read(request.Query, hand, kinds);
        var found = ShowBank.Matching(db.Questions.AsNoTracking(), bankId, asked, asked.Category is { } category ? hand.Tree.WithBelow(category) : null);
        if (Id<Question>.TryParse(Cursor.Decode(after), null, out var last)) found = found.Where(q => q.Id > last);
        var size = Cursor.Size(limit);
        var page = Paged<Question>.Of(await found.OrderBy(q => q.Id).Take(size + 1).ToListAsync(cancel), size, q => q.Id.ToString());
        var lines = await ShowBank.Lines(db, page.Items, cancel);
        return TypedResults.Ok(new Paged<ShownBankQuestion>([.. lines.Select(ShownBankQuestion.Of)], page.Next));
    }

    internal static Task<IResult> Add(Id<QuestionBank> bankId, SentBankQuestion sent, Me me, BankDesk desk, LecternDb db, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel) => db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(bankId, me.Visitor, cancel, toEdit: true) is not { } hand) return TypedResults.NotFound();
        if (kinds.Find(sent.Kind) is not { } kind) return new Refusal("question-kind-unknown", "There is no such kind of question.", nameof(sent.Kind)).ToProblem(texts);
        if (await db.Questions.CountAsync(q => q.BankId == bankId, cancel) >= QuestionBank.MostQuestions) return new Refusal("too-many-questions-in-bank", "A question bank holds at most {0} questions.", null, QuestionBank.MostQuestions).ToProblem(texts);
        var question = hand.Bank.Add(kind.Name, kind.Blank, clock.GetUtcNow());
        db.Add(question);
        return await Write(question, sent, kind, hand, me, desk, db, clock, texts, StatusCodes.Status201Created, cancel);
    });

    internal static Task<IResult> Change(Id<QuestionBank> bankId, Id<Question> questionId, SentBankQuestion sent, Me me, BankDesk desk, LecternDb db, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel) => db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(bankId, me.Visitor, cancel, toEdit: true) is not { } hand || await db.Questions.SingleOrDefaultAsync(q => q.Id == questionId && q.BankId == bankId, cancel) is not { } question) return TypedResults.NotFound();
        if (question.Kind != sent.Kind) return new Refusal("question-unknown", "This quiz has no such question of this kind.", nameof(sent.Kind)).ToProblem(texts);
        return await Write(question, sent, kinds[question.Kind], hand, me, desk, db, clock, texts, StatusCodes.Status200OK, cancel);
    });

    private static async Task<IResult> Write(Question question, SentBankQuestion sent, IQuestionKind kind, BankInHand hand, Me me, BankDesk desk, LecternDb db, TimeProvider clock, Texts texts, int status, CancellationToken cancel)
    {
        var content = new SentQuestion(null, sent.Kind, sent.Prompt, sent.Points, sent.Data, sent.Feedback) { Hints = sent.Hints, Penalty = sent.Penalty }.Content(kind);
        var refusal = content.Refusal ?? question.Write(content.Value, me.Id, clock.GetUtcNow()) ?? question.Describe(sent.Name, sent.Difficulty, sent.Tags ?? []) ?? question.MoveTo(sent.CategoryId, hand.Tree);
        if (refusal is not null) return refusal.ToProblem(texts);
        await desk.Save(hand, [question.Id], cancel);
        var shown = ShownBankQuestion.Of((await ShowBank.Lines(db, [question], cancel))[0]);
        return status == StatusCodes.Status201Created ? TypedResults.Created($"/api/v1/question-banks/{hand.Bank.Id}/questions", shown) : TypedResults.Ok(shown);
    }
}

internal sealed record ShownBank(Id<QuestionBank> Id, string Name, string Unit, bool PutAway);

/// <param name="UnitId">Of the organisation unit that shares it.</param>
internal sealed record SentBank(string? Name, Id<Scope> UnitId);

internal sealed record ShownCategory(Id<QuestionCategory> Id, Id<QuestionCategory>? ParentId, string Name);

internal sealed record SentCategory(string Name, Id<QuestionCategory>? ParentId);

/// <summary>A question of a bank as it is written; see <see cref="SentQuestion"/> for what is not told here.</summary>
/// <param name="CategoryId">Of the same bank; null for none.</param>
/// <param name="Name">What authors call it; learners never see it.</param>
internal sealed record SentBankQuestion(string Kind, string Prompt, decimal Points, System.Text.Json.JsonElement Data, string? Feedback, Id<QuestionCategory>? CategoryId, string? Name, Difficulty? Difficulty, IReadOnlyList<string>? Tags)
{
    public IReadOnlyList<string>? Hints { get; init; }
    public decimal? Penalty { get; init; }
}

/// <param name="Facility">How easy it is, 0 to 1; null while nobody has answered it.</param>
/// <param name="Discrimination">-1 to 1; null with too few answers.</param>
/// <param name="Seconds">On average.</param>
/// <param name="Answers">That these figures go by: the first attempt of each learner, in the newest version that was answered.</param>
internal sealed record ShownBankQuestion(QuizQuestion Question, Id<QuestionCategory>? CategoryId, string Name, Difficulty? Difficulty, IReadOnlyList<string> Tags, bool PutAway, int UsedIn, int Answers, double? Facility, double? Discrimination, double? Seconds)
{
    public static ShownBankQuestion Of(ShowBank.Line line) => new(line.Question.ToDocument(), line.Question.CategoryId, line.Question.Name, line.Question.Difficulty, line.Question.Tags, line.Question.ArchivedAt is not null, line.UsedIn,
        line.Figures?.Answers ?? 0, line.Figures?.Facility, line.Figures?.Discrimination, line.Figures?.Seconds);
}
