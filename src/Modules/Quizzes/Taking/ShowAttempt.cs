using Lectern.People;
using Lectern.Progress;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Taking;

/// <summary>A page of an attempt: the questions with what is saved, the navigator, the clock.</summary>
internal static class ShowAttempt
{
    internal static async Task<IResult> Handle(Id<Attempt> id, int? page, Me me, LecternDb db, Classroom classroom, AttemptDesk desk, QuestionKinds kinds, TimeProvider clock, AnswersJournal journal, Texts texts, CancellationToken cancel)
    {
        if (await desk.TakeUp(id, me.Id, cancel) is not { } hand) return TypedResults.NotFound();
        if (hand.Attempt.IsOverdue(clock.GetUtcNow()))
        {
            await db.Retried(async () => await desk.TakeUp(id, me.Id, cancel) is { } now && await desk.CloseIfOverdue(now, cancel));
            return Page.SeeOther(Addresses.Result(id), texts["The time was over. What had been saved was submitted."]);
        }

        if (hand.Attempt.IsFinished) return Page.SeeOther(Addresses.Result(id));
        if (await classroom.Enter(hand.Attempt.ActivityId, me.Visitor, preview: false, cancel, goesOn: true) is not { } seat) return await classroom.NoSeat(hand.Attempt.ActivityId, me.Visitor, cancel);
        var pages = new QuizPages(hand.Sheet.Paper);
        var about = new ShowAttemptPage.About(seat, hand.Attempt, await desk.AttemptsOf(seat, cancel), hand.Sheet, pages, Math.Clamp(page ?? 1, 1, pages.Count), kinds, me.Visitor, clock.GetUtcNow(), journal.For(me.Id));
        return Page.Of<ShowAttemptPage>(seat.Activity.Title, about, new PageOptions(Frame.Own));
    }
}
