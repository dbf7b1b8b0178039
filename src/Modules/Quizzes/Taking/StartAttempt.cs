using System.Security.Cryptography;
using Lectern.Courses;
using Lectern.People;
using Lectern.Progress;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Taking;

/// <summary>A learner begins. Whoever has an attempt open goes on with that one, so two presses of Start are one attempt.</summary>
internal static class StartAttempt
{
    internal static async Task<IResult> Handle(Id<Activity> activityId, PostedForm form, Me me, LecternDb db, Classroom classroom, AttemptDesk desk, StartDesk start, QuestionKinds kinds, Texts texts, CancellationToken cancel) =>
        await db.Retried(() => start.Begin(activityId, me, form["password"], form.Ticked("honour"), cancel)) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { Field: not null } refusal } => await ShowQuiz.View(activityId, preview: false, refusal, me, classroom, desk, start, kinds, cancel),
            { Refusal: { } refusal } => Page.SeeOther(QuizActivity.Address(activityId), refusal, texts),
            { Value: var attempt } => Page.SeeOther(Addresses.Of(attempt.Id)),
        };
}

/// <summary>Where attempts begin, for pages and programs alike.</summary>
internal sealed class StartDesk(LecternDb db, Classroom classroom, AttemptDesk desk, ExamRoom room, PasswordTries tries, QuestionKinds kinds, TimeProvider clock)
{
    /// <summary>Why nobody may begin here now, whatever they bring along; null when they may. What is open goes on.</summary>
    public Refusal? Bars(QuizSettings settings) => room.Bars(settings);

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The open attempt or a new one, saved; null when this is not a quiz of theirs.</summary>
    /// <param name="password">Where the quiz asks for one.</param>
    /// <param name="isHonoured">Whether its statement was accepted, where it has one.</param>
    public async Task<Outcome<Attempt>?> Begin(Id<Activity> activityId, Me me, string? password, bool isHonoured, CancellationToken cancel)
    {
        if (await classroom.Enter(activityId, me.Visitor, preview: false, cancel) is not { EnrolmentId: { } enrolmentId } seat || seat.Activity.Kind != QuizActivity.Kind) return null;
        if (await desk.Content(seat.Activity.ContentId, cancel) is not { } content) return null;
        var earlier = await desk.AttemptsOf(seat, cancel);
        if (earlier.Unfinished is { } open)
        {
            if (!open.IsOver(clock.GetUtcNow())) return open;
            await desk.CloseIfOver((await desk.TakeUp(open.Id, me.Id, cancel))!, cancel);
        }

        var rules = earlier.RulesOf(content.Document.Settings);
        if ((room.Bars(rules) ?? (rules.Password is null ? null : tries.Check(me.Id.Value, activityId.Value))) is { } barred) return barred;
        var started = Attempt.Start(new AttemptPlace(enrolmentId, seat.CourseId, me.Id), content, earlier, kinds, RandomNumberGenerator.GetInt32(int.MaxValue), clock.GetUtcNow(), seat.Dates.EndsAt);
        if (started.Refusal is not null) return started;
        if (Admission.Check(rules, password, isHonoured) is { } refusal)
        {
            if (refusal.Code == "password-wrong") tries.CountWrong(me.Id.Value, activityId.Value);
            return refusal;
        }

        if (rules.OneDevice) started.Value.GoOnAt(room.Here());
        db.Add(started.Value);
        await db.SaveChangesAsync(cancel);
        return started;
    }
}
