using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Quizzes.Taking;

/// <summary>The learner goes on with an attempt on this device; from now on the other one's saves are refused.</summary>
internal static class ContinueHere
{
    internal static async Task<IResult> Handle(Id<Attempt> id, Me me, LecternDb db, AttemptDesk desk, ExamRoom room, CancellationToken cancel) =>
        await Take(id, me, db, desk, room, cancel) ? Page.SeeOther(Addresses.Of(id)) : TypedResults.NotFound();

    internal static async Task<IResult> FromProgram(Id<Attempt> id, Me me, LecternDb db, AttemptDesk desk, ExamRoom room, CancellationToken cancel) =>
        await Take(id, me, db, desk, room, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<bool> Take(Id<Attempt> id, Me me, LecternDb db, AttemptDesk desk, ExamRoom room, CancellationToken cancel)
    {
        var here = room.Here();
        return await db.Retried(async () =>
        {
            if (await desk.TakeUp(id, me.Id, cancel) is not { } hand) return false;
            if (room.Bars(hand.Settings) is null) hand.Attempt.GoOnAt(here);
            await db.SaveChangesAsync(cancel);
            return true;
        });
    }
}
