using Lectern.People;
using Lectern.Progress;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Taking;

/// <summary>A page of an attempt: the questions with what is saved, the navigator, the clock.</summary>
internal static class ShowAttempt
{
    internal static async Task<IResult> Handle(Id<Attempt> id, int? page, Me me, LecternDb db, Classroom classroom, AttemptDesk desk, ExamRoom room, QuestionKinds kinds, TimeProvider clock, AnswersJournal journal, Texts texts, CancellationToken cancel)
    {
        if (await desk.TakeUp(id, me.Id, cancel) is not { } hand) return TypedResults.NotFound();
        if (hand.Attempt.IsOver(clock.GetUtcNow()))
        {
            await db.Retried(async () => await desk.TakeUp(id, me.Id, cancel) is { } now && await desk.CloseIfOver(now, cancel));
            return Page.SeeOther(Addresses.Result(id), texts["The time was over. What had been saved was submitted."]);
        }

        if (hand.Attempt.IsFinished) return Page.SeeOther(Addresses.Result(id));
        if (hand.Attempt.IsOverdue(clock.GetUtcNow())) return Page.SeeOther(Addresses.Check(id));
        if (room.Bars(hand.Settings) is not null) return Page.SeeOther(QuizActivity.Address(hand.Attempt.ActivityId));   // which says why
        if (await classroom.Enter(hand.Attempt.ActivityId, me.Visitor, preview: false, cancel, goesOn: true, of: hand.Attempt.EnrolmentId) is not { } seat) return await classroom.NoSeat(hand.Attempt.ActivityId, me.Visitor, cancel);
        if (room.IsElsewhere(hand)) return Page.Of<ContinueHerePage>(seat.Activity.Title, new ContinueHerePage.About(seat, id), new PageOptions(Frame.Own));
        var pages = new QuizPages(hand.Sheet.Paper);
        var shown = hand.Settings.Navigation == Navigation.Sequential ? hand.Attempt.ReachedPage : page ?? 1;
        var about = new ShowAttemptPage.About(seat, hand.Attempt, await desk.AttemptsOf(seat, cancel), hand.Sheet, pages, Math.Clamp(shown, 1, pages.Count), kinds, me.Visitor, clock.GetUtcNow(), journal.For(me.Id));
        return Page.Of<ShowAttemptPage>(seat.Activity.Title, about, new PageOptions(Frame.Own));
    }
}
