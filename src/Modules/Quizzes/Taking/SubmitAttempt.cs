using Lectern.People;

namespace Lectern.Quizzes.Taking;

/// <summary>A learner hands in. What was saved is marked; the mark and the news of it commit together.</summary>
internal static class SubmitAttempt
{
    internal static Task<IResult> Handle(Id<Attempt> id, Me me, LecternDb db, AttemptDesk desk, ExamRoom room, TimeProvider clock, Texts texts, CancellationToken cancel) => db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(id, me.Id, cancel) is not { } hand) return TypedResults.NotFound();
        if (hand.Rests is { } rests) return Page.SeeOther(QuizActivity.Address(hand.Attempt.ActivityId), rests, texts);
        if (room.Bars(hand.Settings) is null && room.IsElsewhere(hand) && !hand.Attempt.IsOverdue(clock.GetUtcNow())) return Page.SeeOther(Addresses.Of(id));   // which asks where to go on
        // Handing in what is handed in already shows the result: the second press, or the other tab, did no harm.
        if (!hand.Attempt.IsFinished)
        {
            await desk.HandIn(hand, cancel);
            await db.SaveChangesAsync(cancel);
        }

        return Page.SeeOther(Addresses.Result(id));
    });
}
