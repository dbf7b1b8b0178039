using Lectern.Courses;
using Lectern.People;
using Lectern.Web.Access;

namespace Lectern.Quizzes.Banks;

/// <summary>A question bank in front of somebody who may use its questions.</summary>
/// <param name="Path">Of its scope.</param>
/// <param name="Title">Its name, or the course's.</param>
public sealed record BankInHand(QuestionBank Bank, CategoryTree Tree, string Path, string Title, bool MayEdit)
{
    /// <summary>Whose bank it is; null for a shared one.</summary>
    public Id<Course>? CourseId => Bank.IsShared ? null : new(Bank.Id.Value);
    /// <summary>Where its questions are looked through.</summary>
    public string Address => BankDesk.Address(Bank);
    /// <summary>What its forms begin with.</summary>
    public string Base => $"/question-banks/{Bank.Id}";

    public string AddressOf(Id<Question> question) => $"{Base}/questions/{question}";
    public string HistoryOf(Id<Question> question) => $"{AddressOf(question)}/history";

    public List<Crumb> Crumbs(params ReadOnlySpan<Crumb> further) => [CourseId is { } course ? new(Title, $"/courses/{course}/edit") : new("Question banks", "/question-banks"), new(CourseId is null ? Title : "Questions", Address), .. further];
}

/// <summary>Where banks are looked through and kept.</summary>
internal sealed class BankDesk(LecternDb db, IScopes scopes, TimeProvider clock)
{
    public const int MostShared = 200;

    public static string Address(QuestionBank bank) => bank.IsShared ? $"/question-banks/{bank.Id}" : $"/courses/{bank.Id}/questions";

    /// <summary>Null when there is no such bank, or the visitor may not use it. A course's bank is there as soon as somebody asks for it. The callers save.</summary>
    /// <param name="id">Of the bank; the course's for its own.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <param name="toEdit">Also null when they may only use it.</param>
    public async Task<BankInHand?> TakeUp(Id<QuestionBank> id, Visitor visitor, CancellationToken cancel, bool toEdit = false)
    {
        var courseId = new Id<Course>(id.Value);
        var bank = await db.QuestionBanks.FindAsync([id], cancel);   // also one that is made and not saved yet
        var title = bank is { IsShared: true } ? bank.Name : await db.Courses.Where(c => c.Id == courseId).Select(c => c.Title).SingleOrDefaultAsync(cancel);
        if (title is null) return null;
        if (bank is null)
        {
            bank = new QuestionBank(courseId);
            if (toEdit) db.Add(bank);
        }

        if (await scopes.PathOf(bank.ScopeId.Value, cancel) is not { } path) return null;
        var mayEdit = MayEdit(bank, path, visitor);
        if (!mayEdit && (toEdit || !MayUse(bank, path, visitor))) return null;
        return new BankInHand(bank, new CategoryTree(id, await db.QuestionCategories.Where(c => c.BankId == id).ToListAsync(cancel)), path, title, mayEdit);
    }

    /// <summary>A new bank that a unit shares with the courses below it. Null when there is no such unit, or the visitor may not keep banks there. The callers save.</summary>
    public async Task<Outcome<QuestionBank>?> Share(Id<Scope> unitId, string? name, Visitor visitor, CancellationToken cancel)
    {
        if (await scopes.PathOf(unitId.Value, cancel) is not { } path || !visitor.HoldsAt(QuizCapabilities.KeepBanks, path) || !await db.Scopes.AnyAsync(s => s.Id == unitId && s.Kind == ScopeKind.Unit, cancel)) return null;
        var made = QuestionBank.Share(unitId, name ?? "");
        if (made.Refusal is null) db.Add(made.Value);
        return made;
    }

    /// <summary>The shared banks that somebody may use, by name. Two statements.</summary>
    public async Task<IReadOnlyList<(QuestionBank Bank, string Unit, string Path)>> Shared(Visitor visitor, CancellationToken cancel)
    {
        var units = await UnitsAround(visitor, cancel);
        var ids = units.Keys.ToList();
        var banks = await db.QuestionBanks.AsNoTracking().Where(b => b.Name != "" && ids.Contains(b.ScopeId)).OrderBy(b => b.Name).ThenBy(b => b.Id).Take(MostShared).ToListAsync(cancel);
        return [.. banks.Select(bank => (bank, units[bank.ScopeId].Name, units[bank.ScopeId].Path)).Where(found => found.bank.ArchivedAt is null || MayEdit(found.bank, found.Path, visitor))];
    }

    /// <summary>The banks whose questions a course may use: its own first, then those that units above it share. One statement.</summary>
    public async Task<IReadOnlyList<QuestionBank>> UsableAt(Id<Course> courseId, string coursePath, CancellationToken cancel)
    {
        var above = coursePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(id => new Id<Scope>(Guid.Parse(id))).ToList();
        var own = QuestionBank.Of(courseId);
        var banks = await db.QuestionBanks.AsNoTracking().Where(b => b.Id == own || (b.Name != "" && b.ArchivedAt == null && above.Contains(b.ScopeId))).OrderBy(b => b.Name).ThenBy(b => b.Id).Take(MostShared).ToListAsync(cancel);
        return banks.Any(b => b.Id == own) ? banks : [new QuestionBank(courseId), .. banks];
    }

    /// <summary>Saves; courses whose quizzes hold one of these questions, or draw from the bank, have changes to publish from now on.</summary>
    /// <param name="hand">The bank.</param>
    /// <param name="changed">What learners would see otherwise; none when only what draws find has changed.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task Save(BankInHand hand, IReadOnlyCollection<Id<Question>> changed, CancellationToken cancel)
    {
        if (db.ChangeTracker.HasChanges())
        {
            var bankId = hand.Bank.Id;
            var (slots, quizzes) = (db.Set<SlotDraft>(), db.Quizzes);
            var concerned = await (
                from activity in db.Activities
                join course in db.Courses on activity.CourseId equals course.Id
                where quizzes.Any(q => q.ActivityId == activity.Id && slots.Any(s => s.QuizId == q.Id && s.RemovedAt == null && (changed.Contains(s.QuestionId!.Value) || s.DrawBankId == bankId)))
                select new { activity, course }).ToListAsync(cancel);
            foreach (var one in concerned) one.course.ContentChanged(one.activity, clock.GetUtcNow());
        }

        await db.SaveChangesAsync(cancel);
    }

    public static bool MayEdit(QuestionBank bank, string path, Visitor visitor) => visitor.HoldsAt(bank.IsShared ? QuizCapabilities.KeepBanks : CourseCapabilities.EditCourse, path);

    /// <summary>Whoever edits a course at or below the unit that shares it; or everything there, from further up.</summary>
    private static bool MayUse(QuestionBank bank, string path, Visitor visitor) =>
        bank.IsShared && bank.ArchivedAt is null && visitor.PathsOf(CourseCapabilities.EditCourse).Any(own => QuestionBank.IsUsableAt(own, path) || own.Length < path.Length && path.StartsWith(own, StringComparison.Ordinal));

    private async Task<Dictionary<Id<Scope>, (string Name, string Path)>> UnitsAround(Visitor visitor, CancellationToken cancel)
    {
        var paths = visitor.PathsOf(CourseCapabilities.EditCourse).Concat(visitor.PathsOf(QuizCapabilities.KeepBanks)).Distinct().ToList();
        var above = paths.SelectMany(path => path.Split('/', StringSplitOptions.RemoveEmptyEntries)).Select(id => new Id<Scope>(Guid.Parse(id))).Distinct().ToList();
#pragma warning disable CA1310   // compared in the database
        var units = await db.Scopes.AsNoTracking().Where(s => s.Kind == ScopeKind.Unit && (above.Contains(s.Id) || paths.Any(path => s.Path.StartsWith(path)))).Select(s => new { s.Id, s.Name, s.Path }).ToListAsync(cancel);
#pragma warning restore CA1310
        return units.ToDictionary(u => u.Id, u => (u.Name, u.Path));
    }
}
