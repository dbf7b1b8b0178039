using Lectern.People;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Banks;

/// <summary>An author begins a question of a kind in a bank.</summary>
public static class AddToBank
{
    public sealed record Model(BankInHand Hand, Id<QuestionCategory>? Category, QuestionKinds Kinds);

    internal static async Task<IResult> Show(Id<QuestionBank> bankId, [FromQuery] string? category, Visitor visitor, BankDesk desk, QuestionKinds kinds, CancellationToken cancel) =>
        await desk.TakeUp(bankId, visitor, cancel, toEdit: true) is { } hand
            ? Page.Of<AddToBankPage>("New question", new Model(hand, Id<QuestionCategory>.TryParse(category, null, out var id) && hand.Tree.Find(id) is not null ? id : null, kinds), new PageOptions(Crumbs: hand.Crumbs(new Crumb("New question"))))
            : TypedResults.NotFound();

    internal static async Task<IResult> Handle(Id<QuestionBank> bankId, [FromForm] string? kind, [FromForm] string? category, Me me, BankDesk desk, LecternDb db, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(bankId, me.Visitor, cancel, toEdit: true) is not { } hand || kinds.Find(kind) is not { } known) return TypedResults.NotFound();
        if (await db.Questions.CountAsync(q => q.BankId == bankId, cancel) >= QuestionBank.MostQuestions) return Page.SeeOther(hand.Address, texts["A question bank holds at most {0} questions.", QuestionBank.MostQuestions]);
        var question = hand.Bank.Add(known.Name, known.Blank, clock.GetUtcNow());
        if (Id<QuestionCategory>.TryParse(category, null, out var id)) question.MoveTo(id, hand.Tree);
        db.Add(question);
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther(hand.AddressOf(question.Id));
    });
}
