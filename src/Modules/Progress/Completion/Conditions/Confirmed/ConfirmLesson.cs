using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Following;
using Lectern.Web.Api;

namespace Lectern.Progress.Completion.Conditions;

/// <summary>Somebody who follows a learner confirms that a lesson is done, where its rule asks for their word. The door asked for course.follow at the course.</summary>
internal static class ConfirmLesson
{
    private static readonly Refusal NotAsked = new("confirmation-not-asked", "This lesson doesn't wait for anybody's word.");
    private static readonly Refusal Own = new("confirmation-own", "You can't confirm your own work. Ask somebody else who follows this course.");

    internal static async Task<IResult> Handle(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, Me me, LecternDb db, Classroom classroom, Texts texts, CancellationToken cancel) =>
        await Confirm(id, enrolmentId, activityId, me, db, classroom, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => Page.SeeOther(FollowedLearner.AddressOf(id, enrolmentId), refusal, texts),
            { Value: var title } => Page.SeeOther(FollowedLearner.AddressOf(id, enrolmentId), texts["“{0}” is confirmed.", title]),
        };

    internal static async Task<IResult> FromProgram(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, Me me, LecternDb db, Classroom classroom, Texts texts, CancellationToken cancel) =>
        await Confirm(id, enrolmentId, activityId, me, db, classroom, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            _ => TypedResults.NoContent(),
        };

    private static Task<Outcome<string>?> Confirm(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, Me me, LecternDb db, Classroom classroom, CancellationToken cancel) => db.Retried<Outcome<string>?>(async () =>   // the learner may be at it at this moment
    {
        if (await FollowedLearner.Find(db, id, enrolmentId, cancel) is not { } learner || learner.Outline.Activities.FirstOrDefault(a => a.Id == activityId) is not { } activity) return null;
        if (learner.LearnerId == me.Id) return Own;
        if (!ConfirmPanel.Asks(activity)) return NotAsked;
        await classroom.Report(enrolmentId, id, activityId, [LearningFact.Confirmed(me.Id)], cancel);
        await db.SaveChangesAsync(cancel);
        return activity.Title;
    });
}
