using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Progress.Cycles;

/// <summary>A learner who has completed a course begins it again, when its settings let them: another cycle, beside which the earlier one stays as it is.</summary>
internal static class TakeAgain
{
    private static readonly Refusal NotCompleted = new("again-not-completed", "You are still at it: complete the course first, then you can take it again.");
    private static readonly Refusal ByStaffOnly = new("again-by-staff", "This course is begun again only by those who enrol people. Ask its instructors or your manager.");
    private static readonly Refusal Archived = new("again-archived", "This course is over, so it can't be begun again.");
    private static readonly Refusal TooEarly = new("again-too-early", "It is too early: you can take this course again from {0}.");

    internal static async Task<IResult> Handle(Id<Course> id, Me me, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        if (await Begin(id, me, db, clock, cancel) is not var (slug, outcome)) return TypedResults.NotFound();
        return outcome.Refusal is { } refusal ? Page.SeeOther($"/courses/{slug}/home", refusal, texts) : Page.SeeOther($"/courses/{slug}/home", texts["You take the course again. What you did before is kept."]);
    }

    internal static async Task<IResult> FromProgram(Id<Course> id, Me me, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        await Begin(id, me, db, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Outcome.Refusal: { } refusal } => refusal.ToProblem(texts),
            { Outcome.Value: var next } => TypedResults.Ok(EnrolmentListed.From(next)),
        };

    private sealed record Answer(string Slug, Outcome<CourseEnrolment> Outcome);

    private static async Task<Answer?> Begin(Id<Course> id, Me me, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        var found = await (
            from enrolment in db.Enrolments.AsNoTracking()
            where enrolment.CourseId == id && enrolment.LearnerId == me.Id && enrolment.Status == EnrolmentStatus.Active
            join course in db.Courses on enrolment.CourseId equals course.Id
            join projection in db.CourseProgresses on enrolment.Id equals projection.EnrolmentId into projections
            from progress in projections.DefaultIfEmpty()
            select new { enrolment.Id, enrolment.Source, course.Slug, course.Offer, course.Retakes, course.RenewalDays, course.CertificateMonths, course.ScheduleJson, progress!.CompletedAt }).SingleOrDefaultAsync(cancel);
        if (found is null) return null;
        var now = clock.GetUtcNow();
        if (found.CompletedAt is not { } completedAt) return new(found.Slug, NotCompleted);
        if (found.Offer == CourseOffer.Archived) return new(found.Slug, Archived);
        if (CourseSchedule.Read(found.ScheduleJson)?.Over(me.Visitor, now) is { } over) return new(found.Slug, over);
        if (Course.OpensAgainAt(found.Retakes, found.RenewalDays, found.CertificateMonths, completedAt) is not { } opensAt) return new(found.Slug, ByStaffOnly);
        if (opensAt > now) return new(found.Slug, TooEarly with { Arguments = [me.Visitor.Local(opensAt).ToString("d", me.Visitor.Culture)] });
        return new(found.Slug, await db.BeginAgain(found.Id, found.Source, now, cancel));
    }
}
