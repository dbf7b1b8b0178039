using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Scheduling.Setting;

namespace Lectern.Progress.Scheduling.Adjusting;

/// <summary>Gives a learner more time for a lesson, or for the course. The door asked for schedule.adjust at the course.</summary>
internal static class GiveExtension
{
    internal const string Form = "extensions";

    internal static Task<IResult> Handle(Id<Course> id, Id<CourseEnrolment> enrolmentId, PostedForm form, Me me, LecternDb db, AdjustmentsView view, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        view.Answer(id, enrolmentId, Form, form, texts["The date is put off."], me.Visitor, Give(id, enrolmentId, form.Value<Guid>("lesson"), EditSchedule.Wall(form["until"]), form["reason"], me, db, clock, cancel), cancel);

    internal static async Task<IResult> FromProgram(Id<Course> id, Id<CourseEnrolment> enrolmentId, NewExtension sent, Me me, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        AdjustmentsView.Answer(await Give(id, enrolmentId, sent.ActivityId, sent.Until, sent.Reason, me, db, clock, cancel), texts);

    private static Task<Outcome<ScheduleAdjustment>?> Give(Id<Course> id, Id<CourseEnrolment> enrolmentId, Guid? lesson, DateTime? until, string? reason, Me me, LecternDb db, TimeProvider clock, CancellationToken cancel) =>
        AdjustedLearner.Change(db, id, enrolmentId, me, clock.GetUtcNow(), learner => Decide(learner, lesson is { } one ? new(one) : null, until, reason, me, clock.GetUtcNow()), cancel);

    private static Outcome<ScheduleAdjustment> Decide(AdjustedLearner learner, Id<Activity>? lesson, DateTime? until, string? reason, Me me, DateTimeOffset now)
    {
        if (lesson is { } id && learner.Learner.Outline.Activities.All(a => a.Id != id)) return new Refusal("lesson-unknown", "Choose one of the other lessons of this course.", "lesson");
        var dates = learner.Dates;
        if ((lesson is { } asked ? dates.DueAt(asked) : dates.EndsAt) is not { } current) return new Refusal("nothing-to-put-off", "This has no date that could be put off.", "lesson");
        if (until is not { } wall) return new Refusal("date-missing", "Enter a day and a time.", "until");
        if (CourseSchedule.Wrong(until) is { } wrong) return wrong with { Field = "until" };
        var extension = new Agreement(AdjustmentKind.Extension, now) { ActivityId = lesson, Until = wall, Zone = learner.ZoneFor(me.Visitor) };
        var at = WallClock.InstantOf(wall, extension.TimeZone);
        if (at <= now) return new Refusal("date-past", "This has passed already. Enter a later day.", "until");
        if (at <= current) return new Refusal("date-not-later", "It is not later than the date that holds now.", "until");
        if (lesson is not null && at > dates.EndsAt) return new Refusal("due-after-the-end", "The course has ended for them by then. Put its end off first.", "until");
        return ScheduleAdjustment.Agree(learner.Learner.EnrolmentId, learner.Learner.LearnerId, extension, reason, me.Id);
    }
}

/// <summary>What a program sends to give more time: for a lesson, or for the course; until a day and a time on a clock in the course's time zone.</summary>
public sealed record NewExtension(Guid? ActivityId, DateTime? Until, string? Reason);
