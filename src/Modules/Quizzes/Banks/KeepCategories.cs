namespace Lectern.Quizzes.Banks;

/// <summary>An author keeps the categories of a bank.</summary>
public static class KeepCategories
{
    /// <param name="At">Of the category whose form was refused; null for the new one's.</param>
    public sealed record Model(BankInHand Hand, Id<QuestionCategory>? At = null, string? Typed = null, Refusal? Refusal = null);

    internal static async Task<IResult> Show(Id<QuestionBank> bankId, Visitor visitor, BankDesk desk, CancellationToken cancel) =>
        await desk.TakeUp(bankId, visitor, cancel, toEdit: true) is { } hand ? View(new Model(hand)) : TypedResults.NotFound();

    internal static Task<IResult> Add(Id<QuestionBank> bankId, [FromForm] string? name, [FromForm] string? parent, Visitor visitor, BankDesk desk, LecternDb db, Texts texts, CancellationToken cancel) =>
        Change(bankId, null, name, visitor, desk, db, hand =>
        {
            var made = hand.Tree.Add(Parent(parent), name);
            if (made.Refusal is null) db.Add(made.Value);
            return made.Refusal;
        }, texts["Category added"], cancel);

    internal static Task<IResult> Change(Id<QuestionBank> bankId, Id<QuestionCategory> categoryId, [FromForm] string? name, [FromForm] string? parent, Visitor visitor, BankDesk desk, LecternDb db, Texts texts, CancellationToken cancel) =>
        Change(bankId, categoryId, name, visitor, desk, db, hand => hand.Tree.Put(hand.Tree.Find(categoryId)!, Parent(parent), name), texts["Category saved"], cancel);

    /// <summary>Its questions, and the categories below it, move up a level.</summary>
    internal static Task<IResult> Remove(Id<QuestionBank> bankId, Id<QuestionCategory> categoryId, Visitor visitor, BankDesk desk, LecternDb db, Texts texts, CancellationToken cancel) =>
        Change(bankId, categoryId, null, visitor, desk, db, async hand =>
        {
            var category = hand.Tree.Find(categoryId)!;
            var draws = await db.Set<SlotDraft>().Where(s => s.DrawBankId == bankId && s.RemovedAt == null).Select(s => s.DrawJson).ToListAsync(cancel);
            if (draws.Any(draw => Draw.Read(draw)!.Categories.Contains(categoryId))) return new Refusal("category-drawn", "Random draws go by this category. Change them first.", nameof(QuestionCategory.Name));
            hand.Tree.Remove(category);
            var parent = category.ParentId;
            foreach (var question in await db.Questions.Where(q => q.CategoryId == categoryId).ToListAsync(cancel)) question.MoveTo(parent, hand.Tree);
            db.Remove(category);
            return null;
        }, texts["Category removed. Its questions moved up."], cancel);

    private static Task<IResult> Change(Id<QuestionBank> bankId, Id<QuestionCategory>? at, string? typed, Visitor visitor, BankDesk desk, LecternDb db, Func<BankInHand, Refusal?> change, string done, CancellationToken cancel) =>
        Change(bankId, at, typed, visitor, desk, db, hand => Task.FromResult(change(hand)), done, cancel);

    private static async Task<IResult> Change(Id<QuestionBank> bankId, Id<QuestionCategory>? at, string? typed, Visitor visitor, BankDesk desk, LecternDb db, Func<BankInHand, Task<Refusal?>> change, string done, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(bankId, visitor, cancel, toEdit: true) is not { } hand || (at is not null && hand.Tree.Find(at) is null)) return TypedResults.NotFound();
        if (await change(hand) is { } refusal) return View(new Model(hand, at, typed, refusal), StatusCodes.Status422UnprocessableEntity);
        await desk.Save(hand, [], cancel);   // what a draw finds may have changed
        return Page.SeeOther(hand.Base + "/categories", done);
    });

    private static Id<QuestionCategory>? Parent(string? parent) => Id<QuestionCategory>.TryParse(parent, null, out var id) ? id : null;

    private static PageResult View(Model model, int status = StatusCodes.Status200OK) =>
        Page.Of<KeepCategoriesPage>("Categories", model, new PageOptions(Crumbs: model.Hand.Crumbs(new Crumb("Categories"))), status);
}
