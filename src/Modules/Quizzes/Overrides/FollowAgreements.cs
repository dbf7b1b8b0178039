using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.People.Accommodations;
using Lectern.People.Units;
using Lectern.Progress.Scheduling;

namespace Lectern.Quizzes.Overrides;

/// <summary>What was agreed with a learner holds at once: an attempt that is open ends by it.</summary>
internal sealed class FollowAgreements(LecternDb db, SealedQuizzes quizzes) : IHandle<RulesAgreed>, IHandle<ExtraTimeChanged>, IHandle<ScheduleAdjusted>
{
    public Task Handle(RulesAgreed @event, CancellationToken cancel)
    {
        var members = db.UnitMembers;
        var there = db.Attempts.Where(a => a.ActivityId == @event.ActivityId);
        return Follow(@event.UnitId is { } unit ? there.Where(a => members.Any(m => m.UnitId == unit && m.PersonId == a.LearnerId)) : there.Where(a => a.EnrolmentId == @event.EnrolmentId), cancel);
    }

    public Task Handle(ExtraTimeChanged @event, CancellationToken cancel) => Follow(db.Attempts.Where(a => a.LearnerId == @event.PersonId), cancel);

    public Task Handle(ScheduleAdjusted @event, CancellationToken cancel) => Follow(db.Attempts.Where(a => a.EnrolmentId == @event.EnrolmentId), cancel);

    private async Task Follow(IQueryable<Attempt> attempts, CancellationToken cancel)
    {
        var (counting, agreements) = (db.CountingFacts, db.UnitAgreements);
        var open = await (
            from attempt in attempts.AsNoTracking()
            where attempt.State == AttemptState.InProgress
            join facts in counting on attempt.EnrolmentId equals facts.EnrolmentId
            join otherwise in db.Set<QuizOverride>() on new { EnrolmentId = (Id<CourseEnrolment>?)attempt.EnrolmentId, attempt.ActivityId } equals new { otherwise.EnrolmentId, otherwise.ActivityId } into overrides
            from agreed in overrides.DefaultIfEmpty()
            join agreement in agreements on new { PersonId = attempt.LearnerId, attempt.ActivityId } equals new { agreement.PersonId, agreement.ActivityId } into ofUnits
            from unit in ofUnits.DefaultIfEmpty()
            join needed in db.Set<Accommodation>() on attempt.LearnerId equals needed.PersonId into needs
            from accommodation in needs.DefaultIfEmpty()
            select new { attempt, facts, agreed, ExtraTime = (int?)accommodation!.ExtraTimePercent, unit!.Override, unit.UnitName, unit.UnitPath }).ToListAsync(cancel);
        foreach (var rows in open.GroupBy(row => row.attempt.Id))
        {
            var found = rows.First();
            var agreed = AgreedRules.Of(found.agreed, rows.Select(row => (row.Override, row.UnitName, row.UnitPath))!);
            if (await quizzes.Of(db, found.attempt.ContentId, cancel) is not { } quiz) continue;
            var deadline = Deadline.Of(AgreedRules.Applied(agreed, quiz.Document.Settings), found.ExtraTime ?? 0, found.attempt.StartedAt, found.facts.EndsAt);
            if (!found.attempt.IsToFollow(deadline)) continue;
            // One by one and without what was read before: a whole class that saves every few seconds must not be able to push this aside.
            var id = found.attempt.Id;
            await db.Attempts.Where(a => a.Id == id && a.State == AttemptState.InProgress)
                .ExecuteUpdateAsync(a => a.SetProperty(x => x.DueAt, deadline.DueAt).SetProperty(x => x.GraceEndsAt, deadline.GraceEndsAt).SetProperty(x => x.Revision, x => x.Revision + 1), cancel);
        }
    }
}
