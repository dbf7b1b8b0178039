using Lectern.Courses;
using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Enrolment;

/// <summary>Takes one learner out of a course, and brings them back.</summary>
internal static class ManageLearner
{
    internal static async Task<IResult> Withdraw(Id<Course> id, Id<CourseEnrolment> enrolmentId, Me me, LecternDb db, TimeProvider clock, CancellationToken cancel) =>
        await Change(id, enrolmentId, e => e.Withdraw(me.Id, clock.GetUtcNow()), db, cancel) ? Page.SeeOther($"/courses/{id}/people?removed={enrolmentId}") : TypedResults.NotFound();

    internal static async Task<IResult> Restore(Id<Course> id, Id<CourseEnrolment> enrolmentId, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        await Change(id, enrolmentId, e => e.Resume(EnrolmentSources.Assigned, clock.GetUtcNow()), db, cancel) ? Page.SeeOther($"/courses/{id}/people", texts.Count("{0} people are enrolled.", 1)) : TypedResults.NotFound();

    internal static async Task<IResult> WithdrawFromProgram(Id<Course> id, Id<CourseEnrolment> enrolmentId, Me me, LecternDb db, TimeProvider clock, CancellationToken cancel) =>
        await Change(id, enrolmentId, e => e.Withdraw(me.Id, clock.GetUtcNow()), db, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    /// <summary>Begins the course again for one learner.</summary>
    internal static async Task<IResult> BeginAgain(Id<Course> id, Id<CourseEnrolment> enrolmentId, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        await Begin(id, enrolmentId, db, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => Page.SeeOther($"/courses/{id}/people", refusal, texts),
            { Value: var next } => Page.SeeOther($"/courses/{id}/progress/{next.Id}", texts["It has begun again. What was done before is kept."]),
        };

    internal static async Task<IResult> BeginAgainFromProgram(Id<Course> id, Id<CourseEnrolment> enrolmentId, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        await Begin(id, enrolmentId, db, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            { Value: var next } => TypedResults.Ok(EnrolmentListed.From(next)),
        };

    private static async Task<Outcome<CourseEnrolment>?> Begin(Id<Course> id, Id<CourseEnrolment> enrolmentId, LecternDb db, TimeProvider clock, CancellationToken cancel) =>
        await db.Enrolments.AnyAsync(e => e.Id == enrolmentId && e.CourseId == id, cancel) ? await db.BeginAgain(enrolmentId, EnrolmentSources.Assigned, clock.GetUtcNow(), cancel) : (Outcome<CourseEnrolment>?)null;

    private static async Task<bool> Change(Id<Course> id, Id<CourseEnrolment> enrolmentId, Action<CourseEnrolment> change, LecternDb db, CancellationToken cancel)
    {
        var enrolments = db.Enrolments;
        if (await enrolments.SingleOrDefaultAsync(e => e.Id == enrolmentId && e.CourseId == id, cancel) is not { } enrolment) return false;
        change(enrolment);
        await db.SaveChangesAsync(cancel);
        return true;
    }
}
