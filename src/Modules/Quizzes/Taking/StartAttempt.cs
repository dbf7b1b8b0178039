using System.Security.Cryptography;
using Lectern.Courses;
using Lectern.People;
using Lectern.Progress;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Taking;

/// <summary>A learner begins. Whoever has an attempt open goes on with that one, so two presses of Start are one attempt.</summary>
internal static class StartAttempt
{
    internal static async Task<IResult> Handle(Id<Activity> activityId, Me me, LecternDb db, Classroom classroom, AttemptDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel) =>
        await db.Retried(() => Begin(activityId, me, db, classroom, desk, kinds, clock, cancel)) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => Page.SeeOther(QuizActivity.Address(activityId), texts[refusal.Sentence, refusal.Arguments]),
            { Value: var attempt } => Page.SeeOther(Addresses.Of(attempt.Id)),
        };

    /// <summary>The open attempt or a new one, saved; null when this is not a quiz of theirs.</summary>
    internal static async Task<Outcome<Attempt>?> Begin(Id<Activity> activityId, Me me, LecternDb db, Classroom classroom, AttemptDesk desk, QuestionKinds kinds, TimeProvider clock, CancellationToken cancel)
    {
        if (await classroom.Enter(activityId, me.Visitor, preview: false, cancel) is not { EnrolmentId: { } enrolmentId } seat || seat.Activity.Kind != QuizActivity.Kind) return null;
        if (await desk.Content(seat.Activity.ContentId, cancel) is not { } content) return null;
        var earlier = await desk.AttemptsOf(seat, cancel);
        if (earlier.Unfinished is { } open)
        {
            if (!open.IsOverdue(clock.GetUtcNow())) return open;
            await desk.CloseIfOverdue((await desk.TakeUp(open.Id, me.Id, cancel))!, cancel);
        }

        var started = Attempt.Start(new AttemptPlace(enrolmentId, seat.CourseId, me.Id), content, earlier, kinds, RandomNumberGenerator.GetInt32(int.MaxValue), clock.GetUtcNow(), seat.Dates.EndsAt);
        if (started.Refusal is not null) return started;
        db.Add(started.Value);
        await db.SaveChangesAsync(cancel);
        return started;
    }
}
