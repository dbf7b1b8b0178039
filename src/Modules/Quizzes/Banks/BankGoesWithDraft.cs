using Lectern.Courses;

namespace Lectern.Quizzes.Banks;

/// <summary>A course's own question bank goes with its draft: no quiz elsewhere holds its questions.</summary>
internal sealed class BankGoesWithDraft(LecternDb db) : IGoesWithDraft
{
    public async Task Remove(Id<Course> courseId, CancellationToken cancel)
    {
        var bankId = QuestionBank.Of(courseId);
        var questions = db.Questions.Where(q => q.BankId == bankId);
        await db.Set<SlotDraft>().Where(s => questions.Any(q => q.Id == s.QuestionId)).ExecuteDeleteAsync(cancel);
        await db.QuestionVersions.Where(v => questions.Any(q => q.Id == v.QuestionId)).ExecuteDeleteAsync(cancel);
        await questions.ExecuteDeleteAsync(cancel);
        await db.QuestionCategories.Where(c => c.BankId == bankId).ExecuteUpdateAsync(c => c.SetProperty(one => one.ParentId, (Id<QuestionCategory>?)null), cancel);   // in any order, then
        await db.QuestionCategories.Where(c => c.BankId == bankId).ExecuteDeleteAsync(cancel);
        await db.QuestionBanks.Where(b => b.Id == bankId).ExecuteDeleteAsync(cancel);
    }
}
