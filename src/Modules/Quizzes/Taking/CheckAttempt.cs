using Lectern.People;
using Lectern.Progress;

namespace Lectern.Quizzes.Taking;

/// <summary>Before handing in: what is answered, what is not, what was flagged.</summary>
internal static class CheckAttempt
{
    internal static async Task<IResult> Handle(Id<Attempt> id, Me me, Classroom classroom, AttemptDesk desk, TimeProvider clock, CancellationToken cancel)
    {
        if (await desk.TakeUp(id, me.Id, cancel) is not { } hand) return TypedResults.NotFound();
        if (hand.Attempt.IsFinished || hand.Attempt.IsOver(clock.GetUtcNow())) return Page.SeeOther(Addresses.Of(id));
        if (await classroom.Enter(hand.Attempt.ActivityId, me.Visitor, preview: false, cancel, goesOn: true) is not { } seat) return await classroom.NoSeat(hand.Attempt.ActivityId, me.Visitor, cancel);
        return Page.Of<CheckAttemptPage>(seat.Activity.Title, new CheckAttemptPage.About(seat, hand.Attempt, hand.Sheet, new QuizPages(hand.Sheet.Paper), me.Visitor, clock.GetUtcNow()), new PageOptions(Frame.Own));
    }
}
