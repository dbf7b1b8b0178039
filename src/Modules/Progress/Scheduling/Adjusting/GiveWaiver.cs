using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Progress.Scheduling.Adjusting;

/// <summary>
/// Waives lessons for a learner: one, what is left of a module, or all that is left. They aren't asked of them any more; no mark is made up,
/// and what others wait for as a score or a pass they don't get by it. The door asked for schedule.adjust at the course.
/// </summary>
internal static class GiveWaiver
{
    internal const string Form = "waivers";
    /// <summary>The choice of all that is left.</summary>
    internal const string Everything = "all";

    private static readonly Refusal Unknown = new("lesson-unknown", "Choose one of the other lessons of this course.", "lessons");
    private static readonly Refusal NothingLeft = new("nothing-to-waive", "Nothing of this is left to do, so there is nothing to waive.", "lessons");

    internal static Task<IResult> Handle(Id<Course> id, Id<CourseEnrolment> enrolmentId, PostedForm form, Me me, LecternDb db, Classroom classroom, AdjustmentsView view, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        view.Answer(id, enrolmentId, Form, form, texts["It is waived."], me.Visitor, Give(id, enrolmentId, outline => Chosen(outline, form["lessons"]), form["reason"], me, db, classroom, clock, cancel), cancel);

    internal static async Task<IResult> FromProgram(Id<Course> id, Id<CourseEnrolment> enrolmentId, NewWaiver sent, Me me, LecternDb db, Classroom classroom, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        AdjustmentsView.Answer(await Give(id, enrolmentId, outline => Sent(outline, sent), sent.Reason, me, db, classroom, clock, cancel), texts);

    /// <summary>Says of its lessons that they are waived, or no longer. Commits with the waiver; where it is taken back, what was completed by it meanwhile stays completed.</summary>
    internal static Task Report(ScheduleAdjustment waiver, Id<Course> courseId, Id<Person> by, Classroom classroom, CancellationToken cancel) =>
        classroom.Report(waiver.EnrolmentId, courseId, [.. waiver.Lessons], [waiver.Holds ? LearningFact.Waived(by, waiver.Id.Value) : LearningFact.Unwaived(by, waiver.Id.Value)], cancel);

    private static async Task<Outcome<ScheduleAdjustment>?> Give(Id<Course> id, Id<CourseEnrolment> enrolmentId, Func<Outline, IReadOnlyList<OutlineActivity>?> choose, string? reason, Me me, LecternDb db, Classroom classroom, TimeProvider clock, CancellationToken cancel)
    {
        var settled = (await LessonsSoFar.Of(db, enrolmentId, cancel)).Values.Where(l => l.Status.IsSettled).Select(l => l.ActivityId).ToHashSet();
        return await AdjustedLearner.Change(db, id, enrolmentId, me, clock.GetUtcNow(), learner =>
        {
            if (choose(learner.Learner.Outline) is not { } chosen) return Unknown;
            List<Id<Activity>> left = [.. chosen.Select(a => a.Id).Where(lesson => !settled.Contains(lesson))];
            if (left.Count == 0) return NothingLeft;
            return ScheduleAdjustment.Agree(enrolmentId, learner.Learner.LearnerId, new Agreement(AdjustmentKind.Waiver, clock.GetUtcNow()) { Zone = learner.ZoneFor(me.Visitor) }, reason, me.Id, left);
        }, cancel, also: waiver => Report(waiver, id, me.Id, classroom, cancel));
    }

    /// <summary>A lesson or a module by its id, or everything; null for what isn't in the course.</summary>
    private static IReadOnlyList<OutlineActivity>? Chosen(Outline outline, string choice) => choice == Everything ? [.. outline.Activities]
        : !Guid.TryParse(choice, out var id) ? null
        : outline.Modules.FirstOrDefault(m => m.Id.Value == id) is { } module ? module.Activities
        : outline.Activities.FirstOrDefault(a => a.Id.Value == id) is { } activity ? [activity] : null;

    private static IReadOnlyList<OutlineActivity>? Sent(Outline outline, NewWaiver sent)
    {
        if (sent.ModuleId is { } module) return sent.ActivityIds is { Count: > 0 } ? null : outline.Modules.FirstOrDefault(m => m.Id.Value == module)?.Activities;
        var asked = (sent.ActivityIds ?? []).ToHashSet();
        List<OutlineActivity> found = [.. outline.Activities.Where(a => asked.Contains(a.Id.Value))];
        return found.Count == 0 || found.Count < asked.Count ? null : found;
    }
}

/// <summary>What a program sends to waive lessons: some of them, or what is left of a module.</summary>
public sealed record NewWaiver(IReadOnlyList<Guid>? ActivityIds, Guid? ModuleId, string? Reason);
