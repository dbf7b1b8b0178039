using Lectern.Courses;
using Lectern.Progress;
using Lectern.Web.Api;

namespace Lectern.Lessons.Videos;

/// <summary>A learner says that they have watched a video whose author takes their word for it. It needs no script.</summary>
internal static class FinishVideo
{
    internal static async Task<IResult> Handle(Id<Activity> id, Visitor visitor, Classroom classroom, LecternDb db, Texts texts, CancellationToken cancel) =>
        await Finish(id, visitor, classroom, db, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => Page.SeeOther($"/videos/{id}", texts[refusal.Sentence, refusal.Arguments]),
            _ => Page.SeeOther($"/videos/{id}"),
        };

    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> HandleApi(Id<Activity> id, Visitor visitor, Classroom classroom, LecternDb db, Texts texts, CancellationToken cancel) =>
        await Finish(id, visitor, classroom, db, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            _ => TypedResults.NoContent(),
        };

    private static async Task<Outcome<bool>?> Finish(Id<Activity> id, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, preview: false, cancel) is not { } seat || await VideoKind.Setup(seat, db, cancel) is not { HasSource: true } setup) return null;
        if (!setup.TakesLearnersWord) return seat.IsDone ? Outcome<bool>.Of(true) : new Refusal("watching-required", "This video is done when {0}% of it has been watched.", null, setup.RequiredPercent);
        await classroom.Report(seat, ActivityStatus.Completed, cancel);
        await db.SaveChangesAsync(cancel);
        return true;
    }
}
