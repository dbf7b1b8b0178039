using Lectern.Courses;
using Lectern.Quizzes.Authoring;
using Lectern.Quizzes.Banks;
using Lectern.Web.Access;

namespace Lectern.Quizzes.Exchange;

/// <summary>What an address says of the place: a course, or a shared bank, and perhaps a quiz of the course.</summary>
internal sealed record ExchangeAddress
{
    public Id<Course>? CourseId { get; init; }
    public Id<QuestionBank>? BankId { get; init; }
    public Id<Activity>? Quiz { get; init; }

    /// <summary>The course's own, where the address names one: it is what whoever asks was let in for.</summary>
    private Id<QuestionBank>? Bank => CourseId is { } course ? QuestionBank.Of(course) : BankId;

    /// <summary>Null when it isn't there or may not be edited.</summary>
    internal async Task<ExchangePlace?> Find(ExchangeDesk desk, Visitor visitor, CancellationToken cancel) => Bank is { } bank ? await desk.TakeUp(bank, Quiz, visitor, cancel) : null;
}

/// <summary>Takes up places and saves them.</summary>
internal sealed class ExchangeDesk(BankDesk banks, EditorDesk quizzes)
{
    public async Task<ExchangePlace?> TakeUp(Id<QuestionBank> bankId, Id<Activity>? quiz, Visitor visitor, CancellationToken cancel)
    {
        if (await banks.TakeUp(bankId, visitor, cancel, toEdit: true) is not { } bank) return null;
        if (quiz is not { } id) return new(bank, null);
        return await quizzes.TakeUp(id, visitor, cancel) is { } hand && hand.Course.Id == bank.CourseId ? new(bank, hand) : null;
    }

    public Task Save(ExchangePlace place, CancellationToken cancel) => place.Hand is { } hand ? quizzes.Save(hand, cancel) : banks.Save(place.Bank, [], cancel);
}
