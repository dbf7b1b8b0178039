using Lectern.Courses;
using Lectern.Quizzes.Banks;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Authoring;

/// <summary>A question in front of its author.</summary>
/// <param name="Tree">Of its bank.</param>
/// <param name="Quiz">Where they come from; null when it is the bank.</param>
/// <param name="Bank">The same the other way round.</param>
public sealed record QuestionInHand(Question Question, CategoryTree Tree, QuizInHand? Quiz, BankInHand? Bank)
{
    /// <summary>It belongs to a shared bank, and is edited there.</summary>
    public bool IsElsewhere => Quiz is { } quiz && !quiz.Owns(Question);
    /// <summary>Other courses may publish it at any moment: only what its author says is done becomes the newest version.</summary>
    public bool IsShared => Bank is { Bank.IsShared: true };
    public string Address => Quiz is { } quiz ? EditQuestion.Address(quiz.Activity.Id, Question.Id) : Bank!.AddressOf(Question.Id);
    public string Back => Quiz is { } quiz ? QuizActivity.Editor(quiz.Activity.Id) : $"{Bank!.Address}?question={Question.Id}";
    /// <summary>Its place in the quiz, from 1; null in the bank.</summary>
    public int? Place => Quiz is { } quiz ? quiz.Quiz.InOrder.ToList().FindIndex(s => s.QuestionId == Question.Id) + 1 : null;
    public List<Crumb> Crumbs => Quiz is { } quiz ? [new(quiz.Course.Title, quiz.Builder), new(quiz.Activity.Title, Back)] : Bank!.Crumbs();
}

/// <summary>Where questions are edited. The callers save.</summary>
internal sealed class QuestionDesk(LecternDb db, EditorDesk quizzes, BankDesk banks, TimeProvider clock)
{
    /// <summary>From a quiz: null when there is no such question in it, or the visitor may not edit its course.</summary>
    public async Task<QuestionInHand?> TakeUp(Id<Activity> activityId, Id<Question> questionId, Visitor visitor, CancellationToken cancel)
    {
        if (await quizzes.TakeUp(activityId, visitor, cancel) is not { } quiz || quiz.Find(questionId) is not { } question) return null;
        var categories = await db.QuestionCategories.AsNoTracking().Where(c => c.BankId == question.BankId).ToListAsync(cancel);
        return new QuestionInHand(question, new CategoryTree(question.BankId, categories), quiz, null);
    }

    /// <summary>From its bank: null when there is no such question in it, or the visitor may not edit it.</summary>
    public async Task<QuestionInHand?> TakeUp(Id<QuestionBank> bankId, Id<Question> questionId, Visitor visitor, CancellationToken cancel) =>
        await banks.TakeUp(bankId, visitor, cancel, toEdit: true) is { } bank && await db.Questions.SingleOrDefaultAsync(q => q.Id == questionId && q.BankId == bankId, cancel) is { } question
            ? new QuestionInHand(question, bank.Tree, null, bank)
            : null;

    /// <summary>Another one of the kind, in the same category, right after it. Its address; null when the quiz is full.</summary>
    public async Task<string?> Another(QuestionInHand hand, IQuestionKind kind, CancellationToken cancel)
    {
        var bank = hand.Bank?.Bank ?? await db.BankOf(hand.Quiz!.Course.Id, cancel);
        var next = bank.Add(kind.Name, kind.Blank, clock.GetUtcNow());
        next.MoveTo(hand.Question.CategoryId, hand.Tree);
        if (hand.Quiz is { } quiz && quiz.Quiz.Add(next).Refusal is not null) return null;
        if (hand.Quiz is null) db.Add(next);
        return (hand with { Question = next }).Address;
    }

    public Task Save(QuestionInHand hand, CancellationToken cancel) => hand.Quiz is { } quiz ? quizzes.Save(quiz, cancel) : banks.Save(hand.Bank!, [hand.Question.Id], cancel);
}
