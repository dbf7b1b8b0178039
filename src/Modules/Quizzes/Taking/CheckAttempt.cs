using Lectern.People;
using Lectern.Progress;

namespace Lectern.Quizzes.Taking;

/// <summary>Before handing in: what is answered, what is not, what was flagged. Where the quiz can't be taken it is handed in all the same, and its questions are not shown.</summary>
internal static class CheckAttempt
{
    internal static async Task<IResult> Handle(Id<Attempt> id, Me me, Classroom classroom, AttemptDesk desk, ExamRoom room, TimeProvider clock, CancellationToken cancel)
    {
        if (await desk.TakeUp(id, me.Id, cancel) is not { } hand) return TypedResults.NotFound();
        var now = clock.GetUtcNow();
        if (hand.Attempt.IsFinished || hand.Attempt.IsOver(now)) return Page.SeeOther(Addresses.Of(id));
        var barred = hand.Attempt.IsOverdue(now) ? null : room.Bars(hand.Settings);
        if (!hand.Attempt.IsOverdue(now) && barred is null && room.IsElsewhere(hand)) return Page.SeeOther(Addresses.Of(id));   // which asks where to go on
        if (await classroom.Enter(hand.Attempt.ActivityId, me.Visitor, preview: false, cancel, goesOn: true, of: hand.Attempt.EnrolmentId) is not { } seat) return await classroom.NoSeat(hand.Attempt.ActivityId, me.Visitor, cancel);
        return Page.Of<CheckAttemptPage>(seat.Activity.Title, new CheckAttemptPage.About(seat, hand.Attempt, hand.Sheet, new QuizPages(hand.Sheet.Paper), me.Visitor, now, barred), new PageOptions(Frame.Own));
    }
}
