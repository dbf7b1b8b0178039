using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Progress.Scheduling.Adjusting;

/// <summary>Gives a learner a break: for these days nothing counts, and every date that comes after it began moves on by them. The door asked for schedule.adjust at the course.</summary>
internal static class GivePause
{
    internal const string Form = "pauses";
    private const int LongestDays = 366;

    internal static Task<IResult> Handle(Id<Course> id, Id<CourseEnrolment> enrolmentId, PostedForm form, Me me, LecternDb db, AdjustmentsView view, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        view.Answer(id, enrolmentId, Form, form, texts["The break is agreed."], me.Visitor, Give(id, enrolmentId, Day(form["first"]), Day(form["last"]), form["reason"], me, db, clock, cancel), cancel);

    internal static async Task<IResult> FromProgram(Id<Course> id, Id<CourseEnrolment> enrolmentId, NewPause sent, Me me, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        AdjustmentsView.Answer(await Give(id, enrolmentId, sent.First, sent.Last, sent.Reason, me, db, clock, cancel), texts);

    private static Task<Outcome<ScheduleAdjustment>?> Give(Id<Course> id, Id<CourseEnrolment> enrolmentId, DateOnly? first, DateOnly? last, string? reason, Me me, LecternDb db, TimeProvider clock, CancellationToken cancel) =>
        AdjustedLearner.Change(db, id, enrolmentId, me, clock.GetUtcNow(), learner => Decide(learner, first, last, reason, me, clock.GetUtcNow()), cancel);

    private static Outcome<ScheduleAdjustment> Decide(AdjustedLearner learner, DateOnly? first, DateOnly? last, string? reason, Me me, DateTimeOffset now)
    {
        if (first is not { } from) return new Refusal("day-missing", "Enter a day.", "first");
        if (last is not { } to) return new Refusal("day-missing", "Enter a day.", "last");
        if (to < from) return new Refusal("pause-ends-before", "A break ends after it begins.", "last");
        if (to.DayNumber - from.DayNumber >= LongestDays) return new Refusal("pause-too-long", "A break lasts at most {0} days.", "last", LongestDays);
        var pause = new Agreement(AdjustmentKind.Pause, now) { First = from, Last = to, Zone = learner.ZoneFor(me.Visitor) };
        // Whoever fell ill is given the days afterwards; but nobody rests from what hasn't begun for them.
        if (from < WallClock.DayOf(learner.EnrolledAt, pause.TimeZone)) return new Refusal("pause-before-enrolment", "They were not in the course yet on this day.", "first");
        if (CourseSchedule.Wrong(to.ToDateTime(TimeOnly.MinValue)) is { } wrong) return wrong with { Field = "last" };
        if (learner.All.Exists(a => a is { Holds: true, Kind: AdjustmentKind.Pause } && a.Agreement.First <= to && from <= a.Agreement.Last)) return new Refusal("pause-overlaps", "Another break is agreed for some of these days.", "first");
        return ScheduleAdjustment.Agree(learner.Learner.EnrolmentId, learner.Learner.LearnerId, pause, reason, me.Id);
    }

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>What a program sends to give a break: its first and its last day, in the course's time zone.</summary>
public sealed record NewPause(DateOnly? First, DateOnly? Last, string? Reason);
