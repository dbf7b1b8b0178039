using Lectern.Courses;
using Lectern.Web.Access;

namespace Lectern.Quizzes;

/// <summary>
/// Fills the draft of a copied quiz. Within a course, and from a bank that both courses may use, the copy has the same questions;
/// otherwise those of the first course's bank are copied into the other's, each once, with their categories.
/// </summary>
internal sealed class CopyingQuizzes(LecternDb db, DraftAssembly assembly, IScopes scopes, TimeProvider clock)
{
    public async Task Copy(Quiz original, Activity from, Quiz copy, Activity to, CancellationToken cancel)
    {
        copy.Change(original.Settings);
        var bank = await db.BankOf(to.CourseId, cancel);
        var foreign = from.CourseId == to.CourseId ? [] : await Foreign(original, bank, cancel);
        var categories = await Categories(original, foreign, bank, cancel);
        var pinned = await assembly.Pinned([.. original.InOrder], cancel);

        var first = true;
        foreach (var section in original.SectionsInOrder)
        {
            var made = first ? copy.Sections.Single() : copy.AddSection(section.Title).Value;
            copy.Change(made, section.Title, section.IsShuffled);
            foreach (var slot in original.SlotsOf(section))
            {
                if (slot.Draw is { } draw) copy.Add(foreign.Contains(draw.BankId) ? Moved(draw, bank, categories) : draw, made);
                else if (await Question(slot, foreign, bank, categories, pinned, cancel) is { } question && copy.Add(question, made) is { Refusal: null, Value: var placed })
                    copy.Change(placed, slot.OwnPoints, foreign.Contains(slot.Question!.BankId) ? null : slot.PinnedVersion);
            }

            first = false;
        }

        await Drawn(original, foreign, bank, categories, cancel);
    }

    /// <summary>The banks of the quiz whose questions the other course may not use.</summary>
    private async Task<HashSet<Id<QuestionBank>>> Foreign(Quiz quiz, QuestionBank own, CancellationToken cancel)
    {
        var used = quiz.InOrder.Select(slot => slot.Draw?.BankId ?? slot.Question!.BankId).Distinct().ToList();
        var places = await db.QuestionBanks.AsNoTracking().Where(b => used.Contains(b.Id)).ToListAsync(cancel);
        var coursePath = await scopes.PathOf(own.ScopeId.Value, cancel) ?? "";
        HashSet<Id<QuestionBank>> foreign = [];
        foreach (var place in places)
            if (!place.IsShared || await scopes.PathOf(place.ScopeId.Value, cancel) is not { } path || !QuestionBank.IsUsableAt(coursePath, path))
                foreign.Add(place.Id);
        return foreign;
    }

    private async Task<Dictionary<Id<QuestionCategory>, Id<QuestionCategory>>> Categories(Quiz quiz, HashSet<Id<QuestionBank>> foreign, QuestionBank bank, CancellationToken cancel)
    {
        Dictionary<Id<QuestionCategory>, Id<QuestionCategory>> copies = [];
        if (foreign.Count == 0) return copies;
        var all = await db.QuestionCategories.AsNoTracking().Where(c => foreign.Contains(c.BankId) || c.BankId == bank.Id).ToListAsync(cancel);
        var own = new CategoryTree(bank.Id, all.Concat(db.QuestionCategories.Local).DistinctBy(c => c.Id).ToList());
        foreach (var place in foreign)
            foreach (var (category, _) in new CategoryTree(place, all).InOrder())
            {
                Id<QuestionCategory>? parent = category.ParentId is { } above && copies.TryGetValue(above, out var copied) ? copied : null;
                var made = own.Below(parent).FirstOrDefault(c => c.Name == category.Name);
                if (made is null && own.Add(parent, category.Name) is { Refusal: null, Value: var added })
                {
                    db.Add(added);
                    made = added;
                }

                if (made is not null) copies[category.Id] = made.Id;
            }

        return copies;
    }

    private async Task<Question?> Question(SlotDraft slot, HashSet<Id<QuestionBank>> foreign, QuestionBank bank, Dictionary<Id<QuestionCategory>, Id<QuestionCategory>> categories, Dictionary<(Id<Question>, int), QuestionVersion> pinned, CancellationToken cancel) =>
        foreign.Contains(slot.Question!.BankId) ? Copied(slot.Question, bank, categories, slot.PinnedVersion is { } number ? pinned.GetValueOrDefault((slot.Question.Id, number))?.Content : null) : await db.Questions.FindAsync([slot.QuestionId!.Value], cancel);

    private Question Copied(Question question, QuestionBank bank, Dictionary<Id<QuestionCategory>, Id<QuestionCategory>> categories, QuestionContent? version = null)
    {
        if (db.Questions.Local.FirstOrDefault(q => q.BankId == bank.Id && q.CopiedFromId == question.Id) is { } there) return there;
        var copy = question.Copy(bank.Id, question.CategoryId is { } category && categories.TryGetValue(category, out var own) ? own : null, question.WrittenById, clock.GetUtcNow(), version);
        db.Add(copy);
        return copy;
    }

    private static Draw Moved(Draw draw, QuestionBank bank, Dictionary<Id<QuestionCategory>, Id<QuestionCategory>> categories) =>
        draw with { BankId = bank.Id, Categories = [.. draw.Categories.Where(categories.ContainsKey).Select(category => categories[category])] };

    /// <summary>What the draws from those banks could draw comes along.</summary>
    private async Task Drawn(Quiz quiz, HashSet<Id<QuestionBank>> foreign, QuestionBank bank, Dictionary<Id<QuestionCategory>, Id<QuestionCategory>> categories, CancellationToken cancel)
    {
        var draws = quiz.InOrder.Select(slot => slot.Draw).OfType<Draw>().Where(draw => foreign.Contains(draw.BankId)).ToList();
        if (draws.Count == 0) return;
        var (candidates, trees) = await assembly.Candidates([.. foreign], cancel);
        var ids = draws.SelectMany(draw => draw.Pool(candidates, trees[draw.BankId])).Select(question => question.Id).Distinct().ToList();
        foreach (var question in await db.Questions.AsNoTracking().Where(q => ids.Contains(q.Id)).OrderBy(q => q.Id).ToListAsync(cancel)) Copied(question, bank, categories);
    }
}
