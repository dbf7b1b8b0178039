using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.People.Accommodations;
using Lectern.Progress.Scheduling;

namespace Lectern.Quizzes.Overrides;

/// <summary>What was agreed with a learner holds at once: an attempt that is open ends by it.</summary>
internal sealed class FollowAgreements(LecternDb db) : IHandle<RulesAgreed>, IHandle<ExtraTimeChanged>, IHandle<ScheduleAdjusted>
{
    public Task Handle(RulesAgreed @event, CancellationToken cancel) => Follow(db.Attempts.Where(a => a.EnrolmentId == @event.EnrolmentId && a.ActivityId == @event.ActivityId), cancel);

    public Task Handle(ExtraTimeChanged @event, CancellationToken cancel) => Follow(db.Attempts.Where(a => a.LearnerId == @event.PersonId), cancel);

    public Task Handle(ScheduleAdjusted @event, CancellationToken cancel) => Follow(db.Attempts.Where(a => a.EnrolmentId == @event.EnrolmentId), cancel);

    private async Task Follow(IQueryable<Attempt> attempts, CancellationToken cancel)
    {
        var counting = db.CountingFacts;
        var open = await (
            from attempt in attempts
            where attempt.State == AttemptState.InProgress
            join content in db.Set<QuizContent>() on attempt.ContentId equals content.Id
            join facts in counting on attempt.EnrolmentId equals facts.EnrolmentId
            join otherwise in db.Set<QuizOverride>() on new { attempt.EnrolmentId, attempt.ActivityId } equals new { otherwise.EnrolmentId, otherwise.ActivityId } into overrides
            from agreed in overrides.DefaultIfEmpty()
            join needed in db.Set<Accommodation>() on attempt.LearnerId equals needed.PersonId into needs
            from accommodation in needs.DefaultIfEmpty()
            select new { attempt, content.DocumentJson, facts, agreed, ExtraTime = (int?)accommodation!.ExtraTimePercent }).ToListAsync(cancel);
        foreach (var found in open)
        {
            var settings = QuizDocument.Read(found.DocumentJson).Settings;
            found.attempt.Follow(Deadline.Of(found.agreed?.Applied(settings) ?? settings, found.ExtraTime ?? 0, found.attempt.StartedAt, found.facts.EndsAt));
        }
    }
}
