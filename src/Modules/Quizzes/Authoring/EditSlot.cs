using System.Globalization;
using Lectern.Courses;
using Lectern.People;
using Lectern.Quizzes.Banks;
using Lectern.Web.Access;

namespace Lectern.Quizzes.Authoring;

/// <summary>An author says what a place of a quiz holds: the points and the version of a question there, or what is drawn from a bank.</summary>
public static class EditSlot
{
    /// <summary>A question's place.</summary>
    /// <param name="Versions">That quizzes were published with, newest first.</param>
    public sealed record QuestionModel(QuizInHand Hand, SlotDraft Slot, IReadOnlyList<int> Versions, string Points, string Version, Refusal? Refusal);

    /// <summary>A draw's place.</summary>
    /// <param name="Slot">Null for a new one.</param>
    /// <param name="Found">How many questions match now.</param>
    public sealed record DrawModel(QuizInHand Hand, SlotDraft? Slot, string Section, IReadOnlyList<QuestionBank> Banks, CategoryTree Tree, WrittenDraw Written, int Found, Refusal? Refusal);

    internal static async Task<IResult> Show(Id<Activity> activityId, Id<SlotDraft> slotId, Me me, EditorDesk desk, DrawDesk draws, LecternDb db, CancellationToken cancel)
    {
        if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand || hand.Find(slotId) is not { RemovedAt: null } slot) return TypedResults.NotFound();
        if (slot.Draw is { } draw) return await View(hand, slot, "", WrittenDraw.Of(draw), draws, null, cancel);
        return await View(hand, slot, slot.OwnPoints?.ToString("0.##", CultureInfo.InvariantCulture) ?? "", slot.PinnedVersion?.ToString(CultureInfo.InvariantCulture) ?? "", db, null, cancel);
    }

    internal static async Task<IResult> Save(Id<Activity> activityId, Id<SlotDraft> slotId, Me me, PostedForm form, EditorDesk desk, DrawDesk draws, LecternDb db, Texts texts, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand || hand.Find(slotId) is not { RemovedAt: null } slot) return TypedResults.NotFound();
        if (slot.Draw is not null) return await Keep(hand, slot, form, desk, draws, texts, cancel);
        var (points, version) = (form["Points"], form["Version"]);
        decimal? own = null;
        Refusal? refusal = null;
        if (points.Length > 0)
        {
            if (WrittenContent.Number(points, out var number)) own = number;
            else refusal = new("points-out-of-range", "Enter points from 0.01 to 1,000, with at most two decimals.", nameof(Question.Points));
        }

        int? pinned = int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : null;
        if (pinned is { } one && !await db.QuestionVersions.AnyAsync(v => v.QuestionId == slot.QuestionId && v.Number == one, cancel)) return TypedResults.NotFound();
        if ((refusal ?? hand.Quiz.Change(slot, own, pinned)) is { } unfit) return await View(hand, slot, points, version, db, unfit, cancel);
        await desk.Save(hand, cancel);
        return Page.SeeOther(QuizActivity.Editor(activityId), texts["Saved"]);
    });

    internal static async Task<IResult> NewDraw(Id<Activity> activityId, [FromQuery] string? bank, [FromQuery] string? section, Me me, EditorDesk desk, DrawDesk draws, CancellationToken cancel)
    {
        if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand) return TypedResults.NotFound();
        var from = Id<QuestionBank>.TryParse(bank, null, out var id) ? id : QuestionBank.Of(hand.Course.Id);
        return await View(hand, null, section ?? "", WrittenDraw.From(from), draws, null, cancel);
    }

    internal static Task<IResult> AddDraw(Id<Activity> activityId, Me me, PostedForm form, EditorDesk desk, DrawDesk draws, LecternDb db, Texts texts, CancellationToken cancel) =>
        db.Retried<IResult>(async () => await desk.TakeUp(activityId, me.Visitor, cancel) is { } hand ? await Keep(hand, null, form, desk, draws, texts, cancel) : TypedResults.NotFound());

    /// <summary>"do" is "look" (another bank was chosen, or somebody wants to know how many match) or "save".</summary>
    private static async Task<IResult> Keep(QuizInHand hand, SlotDraft? slot, PostedForm form, EditorDesk desk, DrawDesk draws, Texts texts, CancellationToken cancel)
    {
        var written = WrittenDraw.Of(form);
        var section = form["section"];
        if (form["do"] == "look") return await View(hand, slot, section, written, draws, null, cancel);
        var read = written.Read();
        if (read.Refusal is { } unreadable) return await View(hand, slot, section, written, draws, unreadable, cancel, StatusCodes.Status422UnprocessableEntity);
        if (await draws.Check(hand, slot?.DrawBankId, read.Value, cancel) is { } unfit) return await View(hand, slot, section, written, draws, unfit, cancel, StatusCodes.Status422UnprocessableEntity);
        var refusal = slot is null ? hand.Quiz.Add(read.Value, hand.Section(section)).Refusal : hand.Quiz.Change(slot, read.Value);
        if (refusal is not null) return await View(hand, slot, section, written, draws, refusal, cancel, StatusCodes.Status422UnprocessableEntity);
        await desk.Save(hand, cancel);
        return Page.SeeOther(QuizActivity.Editor(hand.Activity.Id), texts["Saved"]);
    }

    private static async Task<IResult> View(QuizInHand hand, SlotDraft? slot, string section, WrittenDraw written, DrawDesk draws, Refusal? refusal, CancellationToken cancel, int status = StatusCodes.Status200OK)
    {
        var banks = await draws.Banks(hand, slot?.DrawBankId, cancel);
        if (banks.All(b => b.Id != written.BankId)) return TypedResults.NotFound();
        var (tree, found) = await draws.Look(written, cancel);
        return Page.Of<EditDrawPage>("Random draw", new DrawModel(hand, slot, section, banks, tree, written, found, refusal), new PageOptions(Crumbs: Crumbs(hand, "Random draw")), status);
    }

    private static async Task<IResult> View(QuizInHand hand, SlotDraft slot, string points, string version, LecternDb db, Refusal? refusal, CancellationToken cancel)
    {
        var versions = await db.QuestionVersions.Where(v => v.QuestionId == slot.QuestionId).OrderByDescending(v => v.Number).Select(v => v.Number).ToListAsync(cancel);
        return Page.Of<EditSlotPage>("Points and version", new QuestionModel(hand, slot, versions, points, version, refusal), new PageOptions(Crumbs: Crumbs(hand, "Points and version")), refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static List<Crumb> Crumbs(QuizInHand hand, string last) => [new(hand.Course.Title, hand.Builder), new(hand.Activity.Title, QuizActivity.Editor(hand.Activity.Id)), new(last)];
}

/// <summary>What stands in the fields of a draw.</summary>
/// <param name="Tags">With commas between them.</param>
public sealed record WrittenDraw(Id<QuestionBank> BankId, string Count, string Points, IReadOnlyList<string> Categories, bool WithBelow, string Tags, bool AllTags, string Difficulty)
{
    public static WrittenDraw From(Id<QuestionBank> bank) => new(bank, "3", "1", [], true, "", false, "");

    public static WrittenDraw Of(Draw draw) => new(draw.BankId, draw.Count.ToString(CultureInfo.InvariantCulture), draw.Points.ToString("0.##", CultureInfo.InvariantCulture), [.. draw.Categories.Select(c => c.ToString())], draw.WithBelow, string.Join(", ", draw.Tags), draw.AllTags, draw.Difficulty?.ToString() ?? "");

    public static WrittenDraw Of(PostedForm form) => new(
        form.Value<Id<QuestionBank>>("Bank") ?? default, form["Count"], form["Points"], form.All("Categories"), form.Ticked("WithBelow"), form["Tags"], form.Ticked("AllTags"), form["Difficulty"]);

    public Outcome<Draw> Read()
    {
        if (!int.TryParse(Count, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return new Refusal("draw-count", "Draw from 1 to {0} questions.", nameof(Draw.Count), Draw.Most);
        if (!WrittenContent.Number(Points, out var points)) return new Refusal("points-out-of-range", "Enter points from 0.01 to 1,000, with at most two decimals.", nameof(Draw.Points));
        return Filter with { Count = count, Points = points };
    }

    /// <summary>What it finds, whatever stands in the other fields.</summary>
    public Draw Filter => new(BankId, 1, 1)
    {
        Categories = [.. Categories.Select(c => Id<QuestionCategory>.TryParse(c, null, out var id) ? id : (Id<QuestionCategory>?)null).OfType<Id<QuestionCategory>>()],
        WithBelow = WithBelow,
        Tags = [.. WrittenPlace.Split(Tags).Select(Question.FoldTag).Where(tag => tag.Length > 0).Distinct()],
        AllTags = AllTags,
        Difficulty = NamedValue.Of<Difficulty>(Difficulty),
    };
}

/// <summary>What quizzes may draw from, and what it comes to.</summary>
internal sealed class DrawDesk(LecternDb db, DraftAssembly assembly, BankDesk banks, IScopes scopes)
{
    /// <param name="hand">The quiz.</param>
    /// <param name="now">Where a draw draws from already: it may go on, even if the bank was put away meanwhile.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task<IReadOnlyList<QuestionBank>> Banks(QuizInHand hand, Id<QuestionBank>? now, CancellationToken cancel)
    {
        var usable = await banks.UsableAt(hand.Course.Id, await scopes.PathOf(hand.Course.Id.Value, cancel) ?? "", cancel);
        return now is not { } kept || usable.Any(b => b.Id == kept) || await db.QuestionBanks.AsNoTracking().SingleOrDefaultAsync(b => b.Id == kept, cancel) is not { } away ? usable : [.. usable, away];
    }

    public async Task<Refusal?> Check(QuizInHand hand, Id<QuestionBank>? now, Draw draw, CancellationToken cancel) =>
        (await Banks(hand, now, cancel)).All(b => b.Id != draw.BankId) ? new("bank-unknown", "This course can't use that question bank.", nameof(Draw.BankId))
            : draw.Check(new CategoryTree(draw.BankId, await db.QuestionCategories.AsNoTracking().Where(c => c.BankId == draw.BankId).ToListAsync(cancel)));

    public async Task<(CategoryTree Tree, int Found)> Look(WrittenDraw written, CancellationToken cancel)
    {
        var (candidates, trees) = await assembly.Candidates([written.BankId], cancel);
        return (trees[written.BankId], written.Filter.Pool(candidates, trees[written.BankId]).Count());
    }

    /// <summary>What each draw of a quiz finds now, and from where, in words. Three statements, none without draws.</summary>
    public async Task<IReadOnlyDictionary<Id<SlotDraft>, (int Found, string From)>> InWords(QuizInHand hand, Texts texts, CancellationToken cancel)
    {
        var draws = hand.Quiz.InOrder.Where(s => s.Draw is not null).ToDictionary(s => s.Id, s => s.Draw!);
        if (draws.Count == 0) return new Dictionary<Id<SlotDraft>, (int, string)>();
        List<Id<QuestionBank>> ids = [.. draws.Values.Select(d => d.BankId).Distinct()];
        var (candidates, trees) = await assembly.Candidates(ids, cancel);
        var names = await db.QuestionBanks.Where(b => ids.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Name, cancel);
        return draws.ToDictionary(d => d.Key, d =>
        {
            var from = BankWords.From(d.Value, trees[d.Value.BankId], texts);
            return (d.Value.Pool(candidates, trees[d.Value.BankId]).Count(), names.GetValueOrDefault(d.Value.BankId) is { Length: > 0 } shared ? texts["{0}: {1}", shared, from] : from);
        });
    }
}
