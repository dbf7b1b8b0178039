using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress;
using Lectern.Web.Api;

namespace Lectern.Lessons.Videos;

/// <summary>A learner says that they have watched a video whose author takes their word for it. It needs no script.</summary>
internal static class FinishVideo
{
    internal static async Task<IResult> Handle(Id<Activity> id, Id<CourseEnrolment>? of, Visitor visitor, Classroom classroom, LecternDb db, Texts texts, CancellationToken cancel) =>
        await Finish(id, of, visitor, classroom, db, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => Page.SeeOther($"/videos/{id}", refusal, texts),
            { Value: var seat } => Page.SeeOther($"/videos/{id}", texts.CountsFor(seat)),
        };

    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> HandleApi(Id<Activity> id, Id<CourseEnrolment>? of, Visitor visitor, Classroom classroom, LecternDb db, Texts texts, CancellationToken cancel) =>
        await Finish(id, of, visitor, classroom, db, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            _ => TypedResults.NoContent(),
        };

    private static async Task<Outcome<Seat>?> Finish(Id<Activity> id, Id<CourseEnrolment>? of, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel)
    {
        if (await classroom.EnterAs(id, of, visitor, cancel) is not { } entered) return null;
        if (entered.Refusal is { } over) return over;
        var seat = entered.Value;
        if (await VideoKind.Setup(seat, db, cancel) is not { HasSource: true } setup) return null;
        if (!setup.TakesLearnersWord) return seat.IsDone ? seat : new Refusal("watching-required", "This video is done when {0}% of it has been watched.", null, setup.RequiredPercent);
        return await classroom.Finish(seat, db, cancel);
    }
}
