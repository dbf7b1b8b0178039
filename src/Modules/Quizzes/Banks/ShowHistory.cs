using Lectern.Courses;
using Lectern.People;
using Lectern.Quizzes.Banks.Statistics;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Banks;

/// <summary>An author sees the versions of a question, how each was answered, and where it is used; and brings an earlier one back.</summary>
public static class ShowHistory
{
    /// <param name="SealedAt">When the first quiz with it was published; null for what no quiz was published with yet.</param>
    public sealed record Kept(int Number, QuestionContent Content, DateTimeOffset WrittenAt, string? WrittenBy, DateTimeOffset? SealedAt, QuestionFigures? Figures);

    /// <param name="Pinned">The version that stays there; null for the newest.</param>
    public sealed record Use(ShowBank.Place Quiz, int? Pinned);

    public sealed record Model(BankInHand Hand, Question Question, IQuestionKind Kind, IReadOnlyList<Kept> Versions, IReadOnlyList<Use> Uses, Visitor Visitor);

    internal static async Task<IResult> Handle(Id<QuestionBank> bankId, Id<Question> questionId, Visitor visitor, BankDesk desk, LecternDb db, QuestionKinds kinds, Texts texts, CancellationToken cancel)
    {
        if (await desk.TakeUp(bankId, visitor, cancel) is not { } hand || await db.Questions.AsNoTracking().SingleOrDefaultAsync(q => q.Id == questionId && q.BankId == bankId, cancel) is not { } question) return TypedResults.NotFound();
        var versions = await db.QuestionVersions.AsNoTracking().Where(v => v.QuestionId == questionId).OrderByDescending(v => v.Number).ToListAsync(cancel);
        var figures = QuestionFigures.OfVersions(await db.Set<QuestionTally>().AsNoTracking().Where(t => t.QuestionId == questionId).ToListAsync(cancel)).ToDictionary(f => f.Version);
        var writers = versions.Select(v => v.WrittenById).Append(question.WrittenById).OfType<Id<Person>>().Distinct().ToList();
        var names = await db.People.Where(p => writers.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        string? Name(Id<Person>? id) => id is { } known ? names.GetValueOrDefault(known) : null;
        List<Kept> kept = [.. versions.Select(v => new Kept(v.Number, v.Content, v.WrittenAt, Name(v.WrittenById), v.SealedAt, figures.GetValueOrDefault(v.Number)))];
        if (!question.IsSealed) kept.Insert(0, new Kept(question.Version, question.Content, question.WrittenAt, Name(question.WrittenById), null, null));
        var uses = await (
            from slot in db.Set<SlotDraft>().AsNoTracking()
            where slot.QuestionId == questionId && slot.RemovedAt == null
            join quiz in db.Quizzes on slot.QuizId equals quiz.Id
            join activity in db.Activities on quiz.ActivityId equals activity.Id
            join course in db.Courses on activity.CourseId equals course.Id
            orderby course.Title, course.Id, activity.Position
            select new Use(new ShowBank.Place(activity.Id, activity.Title, course.Id, course.Title), slot.PinnedVersion)).ToListAsync(cancel);
        return Page.Of<ShowHistoryPage>("History and use", new Model(hand, question, kinds[question.Kind], kept, uses, visitor), new PageOptions(Crumbs: hand.Crumbs(new Crumb(BankWords.Title(question, texts)))));
    }

    /// <summary>What an earlier version says becomes the newest; nothing that was published changes by it.</summary>
    internal static async Task<IResult> BringBack(Id<QuestionBank> bankId, Id<Question> questionId, int version, Me me, BankDesk desk, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(bankId, me.Visitor, cancel, toEdit: true) is not { } hand) return TypedResults.NotFound();
        var question = await db.Questions.SingleOrDefaultAsync(q => q.Id == questionId && q.BankId == bankId, cancel);
        var earlier = await db.QuestionVersions.AsNoTracking().SingleOrDefaultAsync(v => v.QuestionId == questionId && v.Number == version, cancel);
        if (question is null || earlier is null) return TypedResults.NotFound();
        if (question.Write(earlier.Content, me.Id, clock.GetUtcNow()) is { } refusal) return Page.SeeOther(hand.HistoryOf(questionId), refusal, texts);
        await desk.Save(hand, [questionId], cancel);
        return Page.SeeOther(hand.HistoryOf(questionId), texts["Version {0} is the newest again", version]);
    });
}
