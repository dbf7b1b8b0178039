using Lectern.Courses;

namespace Lectern.Quizzes;

/// <summary>A draft in the shape of a sealed copy, and the questions whose newest version it holds.</summary>
public sealed record AssembledDraft(QuizDocument Document, IReadOnlyList<Question> Held);

/// <summary>Puts drafts together: finds pinned versions and what draws find in their banks.</summary>
internal sealed class DraftAssembly(LecternDb db, QuestionTypes.QuestionKinds kinds)
{
    /// <summary>At most four statements, however many quizzes and draws.</summary>
    /// <param name="quizzes">As <see cref="QuizQueries.InFull"/> reads them.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task<IReadOnlyDictionary<Id<Quiz>, AssembledDraft>> Assemble(IReadOnlyCollection<Quiz> quizzes, CancellationToken cancel)
    {
        var slots = quizzes.SelectMany(quiz => quiz.InOrder).ToList();
        var pinned = await Pinned(slots, cancel);
        var pools = await Pools(slots, cancel);
        return quizzes.ToDictionary(quiz => quiz.Id, quiz => One(quiz, pinned, pools));
    }

    public async Task<AssembledDraft> Assemble(Quiz quiz, CancellationToken cancel) => (await Assemble([quiz], cancel))[quiz.Id];

    private static AssembledDraft One(Quiz quiz, Dictionary<(Id<Question>, int), QuestionVersion> pinned, IReadOnlyDictionary<Id<SlotDraft>, IReadOnlyList<Question>> pools)
    {
        HashSet<Question> held = [];
        QuizSlot Slot(SlotDraft slot)
        {
            if (slot.Draw is { } draw)
            {
                held.UnionWith(pools[slot.Id]);
                return new QuizSlot(slot.Id.Value, draw.Count, [.. pools[slot.Id].Select(question => question.ToDocument(draw.Points))]);
            }

            var fixedOne = slot.Question!;
            if (slot.PinnedVersion is { } number && pinned.GetValueOrDefault((fixedOne.Id, number)) is { } version)
                return new QuizSlot(slot.Id.Value, 1, [fixedOne.ToDocument(version.Content, version.Number, slot.OwnPoints)]);
            held.Add(fixedOne);
            return new QuizSlot(slot.Id.Value, 1, [fixedOne.ToDocument(slot.OwnPoints)]);
        }

        var sections = quiz.SectionsInOrder.Select(section => new QuizSection(section.Title, section.IsShuffled || quiz.Settings.ShuffleQuestions, [.. quiz.SlotsOf(section).Select(Slot)])).Where(section => section.Slots.Count > 0);
        return new AssembledDraft(new QuizDocument(quiz.Settings, [.. sections]), [.. held]);
    }

    /// <summary>The earlier versions that places hold on to. At most one statement.</summary>
    public async Task<Dictionary<(Id<Question>, int), QuestionVersion>> Pinned(IReadOnlyList<SlotDraft> slots, CancellationToken cancel)
    {
        var older = slots.Where(slot => slot.PinnedVersion is { } number && number != slot.Question!.Version).ToList();
        if (older.Count == 0) return [];
        var (ids, numbers) = (older.Select(slot => slot.QuestionId!.Value).ToList(), older.Select(slot => slot.PinnedVersion!.Value).Distinct().ToList());
        return await db.QuestionVersions.AsNoTracking().Where(v => ids.Contains(v.QuestionId) && numbers.Contains(v.Number)).ToDictionaryAsync(v => (v.QuestionId, v.Number), cancel);
    }

    private async Task<IReadOnlyDictionary<Id<SlotDraft>, IReadOnlyList<Question>>> Pools(List<SlotDraft> slots, CancellationToken cancel)
    {
        var draws = slots.Select(slot => (slot.Id, slot.Draw)).Where(slot => slot.Draw is not null).ToDictionary(slot => slot.Id, slot => slot.Draw!);
        if (draws.Count == 0) return new Dictionary<Id<SlotDraft>, IReadOnlyList<Question>>();
        var (candidates, trees) = await Candidates([.. draws.Values.Select(draw => draw.BankId).Distinct()], cancel);
        var pools = draws.ToDictionary(slot => slot.Key, slot => AtMost(Draw.LargestPool, slot.Key, slot.Value.Pool(candidates, trees[slot.Value.BankId]).Select(question => question.Id).ToList()));
        var ids = pools.Values.SelectMany(pool => pool).Distinct().ToList();
        var questions = await db.Questions.Where(q => ids.Contains(q.Id)).ToDictionaryAsync(q => q.Id, cancel);
        return pools.ToDictionary(pool => pool.Key, IReadOnlyList<Question> (pool) => [.. pool.Value.Where(questions.ContainsKey).Select(id => questions[id]).Where(question => Readiness.Missing(question.ToDocument(), kinds) is null)]);
    }

    /// <summary>Of more than a pool can hold: some of all ages, always the same for the same place.</summary>
    private static List<Id<Question>> AtMost(int most, Id<SlotDraft> slot, List<Id<Question>> found)
    {
        if (found.Count <= most) return found;
        var kept = Shuffling.Of(found, 0, id => $"{slot}/{id}").Take(most).ToHashSet();
        return [.. found.Where(kept.Contains)];
    }

    /// <summary>What can be drawn from banks, oldest first, and their trees; what nobody has begun to write is left out. Two statements.</summary>
    public async Task<(IReadOnlyList<Candidate> Candidates, IReadOnlyDictionary<Id<QuestionBank>, CategoryTree> Trees)> Candidates(IReadOnlyList<Id<QuestionBank>> banks, CancellationToken cancel)
    {
        var candidates = await db.Questions.Where(q => banks.Contains(q.BankId) && q.ArchivedAt == null && q.Prompt != "").OrderBy(q => q.Id).Select(q => new Candidate(q.Id, q.BankId, q.CategoryId, q.Difficulty, q.TagsText)).ToListAsync(cancel);
        var categories = await db.QuestionCategories.AsNoTracking().Where(c => banks.Contains(c.BankId)).ToListAsync(cancel);
        return (candidates, banks.ToDictionary(bank => bank, bank => new CategoryTree(bank, categories)));
    }
}

internal static class QuizQueries
{
    /// <summary>With sections, places and the questions that always come.</summary>
    public static IQueryable<Quiz> InFull(this IQueryable<Quiz> quizzes) => quizzes.Include(q => q.Sections).Include(q => q.Slots).ThenInclude(s => s.Question).AsSplitQuery();

    extension(LecternDb db)
    {
        /// <summary>The bank of a course, made when there is none yet. The caller saves.</summary>
        public async Task<QuestionBank> BankOf(Id<Course> courseId, CancellationToken cancel)
        {
            if (await db.QuestionBanks.FindAsync([QuestionBank.Of(courseId)], cancel) is { } known) return known;
            var bank = new QuestionBank(courseId);
            db.Add(bank);
            return bank;
        }
    }
}
