using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Progress.Scheduling.Adjusting;

/// <summary>Takes back what was agreed with a learner, or ends a break early. Both stay in the history. The door asked for schedule.adjust at the course.</summary>
internal static class TakeBack
{
    internal static Task<IResult> Handle(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<ScheduleAdjustment> adjustmentId, Me me, LecternDb db, Classroom classroom, AdjustmentsView view, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        view.Answer(id, enrolmentId, null, null, texts["It is taken back."], me.Visitor, Revoke(id, enrolmentId, adjustmentId, me, db, classroom, clock, cancel), cancel);

    internal static Task<IResult> HandleEnd(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<ScheduleAdjustment> adjustmentId, Me me, LecternDb db, Classroom classroom, AdjustmentsView view, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        view.Answer(id, enrolmentId, null, null, texts["The break is over."], me.Visitor, End(id, enrolmentId, adjustmentId, me, db, classroom, clock, cancel), cancel);

    internal static async Task<IResult> FromProgram(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<ScheduleAdjustment> adjustmentId, Me me, LecternDb db, Classroom classroom, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        AdjustmentsView.Answer(await Revoke(id, enrolmentId, adjustmentId, me, db, classroom, clock, cancel), texts, isNew: false);

    internal static async Task<IResult> EndFromProgram(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<ScheduleAdjustment> adjustmentId, Me me, LecternDb db, Classroom classroom, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        AdjustmentsView.Answer(await End(id, enrolmentId, adjustmentId, me, db, classroom, clock, cancel), texts, isNew: false);

    private static Task<Outcome<ScheduleAdjustment>?> Revoke(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<ScheduleAdjustment> adjustmentId, Me me, LecternDb db, Classroom classroom, TimeProvider clock, CancellationToken cancel) =>
        Change(id, enrolmentId, adjustmentId, me, db, classroom, clock.GetUtcNow(), (found, now) => found.Revoke(me.Id, now), isEnd: false, cancel);

    private static Task<Outcome<ScheduleAdjustment>?> End(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<ScheduleAdjustment> adjustmentId, Me me, LecternDb db, Classroom classroom, TimeProvider clock, CancellationToken cancel) =>
        Change(id, enrolmentId, adjustmentId, me, db, classroom, clock.GetUtcNow(), (found, now) => found.EndPause(me.Id, now), isEnd: true, cancel);

    private static Task<Outcome<ScheduleAdjustment>?> Change(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<ScheduleAdjustment> adjustmentId, Me me, LecternDb db, Classroom classroom, DateTimeOffset now, Func<ScheduleAdjustment, DateTimeOffset, Refusal?> change, bool isEnd, CancellationToken cancel) =>
        AdjustedLearner.Change(db, id, enrolmentId, me, now, learner =>
        {
            if (learner.All.Find(a => a.Id == adjustmentId) is not { } found) return null;
            return change(found, now) is { } refusal ? refusal : found;
        }, cancel, isEnd, changed => changed.Kind == AdjustmentKind.Waiver ? GiveWaiver.Report(changed, id, me.Id, classroom, cancel) : Task.CompletedTask);
}
