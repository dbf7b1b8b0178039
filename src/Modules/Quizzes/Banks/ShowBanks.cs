using Lectern.Courses;
using Lectern.People;
using Lectern.Web.Access;
using Lectern.Web.Design;

namespace Lectern.Quizzes.Banks;

/// <summary>The question banks that units share with the courses below them.</summary>
public static class ShowBanks
{
    public sealed record Line(QuestionBank Bank, string Unit, int Questions, bool MayEdit);

    /// <param name="Units">Where the visitor may begin one.</param>
    public sealed record Model(IReadOnlyList<Line> Banks, IReadOnlyList<Option> Units, string? Typed = null, Refusal? Refusal = null);

    internal static async Task<IResult> Handle(Visitor visitor, BankDesk desk, LecternDb db, CancellationToken cancel) => View(await Read(visitor, desk, db, cancel));

    /// <summary>Begins a shared bank at a unit.</summary>
    internal static async Task<IResult> Share([FromForm] string? name, [FromForm] string? unit, Visitor visitor, BankDesk desk, LecternDb db, Texts texts, CancellationToken cancel)
    {
        if (!Id<Scope>.TryParse(unit, null, out var unitId) || await desk.Share(unitId, name, visitor, cancel) is not { } made) return TypedResults.NotFound();
        if (made.Refusal is { } refusal) return View(await Read(visitor, desk, db, cancel) with { Typed = name, Refusal = refusal }, StatusCodes.Status422UnprocessableEntity);
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther(BankDesk.Address(made.Value), texts["Question bank shared"]);
    }

    /// <summary>Renames a shared bank, puts it away or brings it back ("do").</summary>
    internal static async Task<IResult> Change(Id<QuestionBank> bankId, [FromForm(Name = "do")] string? wanted, [FromForm] string? name, Visitor visitor, BankDesk desk, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(bankId, visitor, cancel, toEdit: true) is not { Bank.IsShared: true } hand) return TypedResults.NotFound();
        if (wanted == "archive") hand.Bank.Archive(clock.GetUtcNow());
        else if (wanted == "restore") hand.Bank.Archive(null);
        else if (hand.Bank.Rename(name) is { } refusal) return Page.SeeOther(hand.Address, refusal, texts);
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther(hand.Address, texts["Question bank saved"]);
    });

    private static async Task<Model> Read(Visitor visitor, BankDesk desk, LecternDb db, CancellationToken cancel)
    {
        var banks = await desk.Shared(visitor, cancel);
        var ids = banks.Select(b => b.Bank.Id).ToList();
        var counts = await db.Questions.Where(q => ids.Contains(q.BankId) && q.ArchivedAt == null).GroupBy(q => q.BankId).Select(q => new { q.Key, Count = q.Count() }).ToDictionaryAsync(q => q.Key, q => q.Count, cancel);
        var units = visitor.Holds(QuizCapabilities.KeepBanks) ? await db.UnitsFor(QuizCapabilities.KeepBanks, visitor, cancel) : [];
        return new Model([.. banks.Select(b => new Line(b.Bank, b.Unit, counts.GetValueOrDefault(b.Bank.Id), BankDesk.MayEdit(b.Bank, b.Path, visitor)))], units);
    }

    private static PageResult View(Model model, int status = StatusCodes.Status200OK) =>
        Page.Of<ShowBanksPage>("Question banks", model, new PageOptions(Crumbs: [new("Teach", "/teach"), new("Question banks")]), status);
}
