using Lectern.Courses;

namespace Lectern.Progress.Following.Insights;

/// <summary>What a class needs: who is about to be lost and why, where learners stop, and which modules take longer than planned.</summary>
public static class ShowInsights
{
    internal static async Task<IResult> Handle(Id<Course> id, Visitor visitor, LecternDb db, ClassViews views, CancellationToken cancel)
    {
        if (await views.Of(id, ClassLook.Insights, new(), visitor, cancel) is not var (view, met, now)) return TypedResults.NotFound();
        return Page.Of<InsightsPage>("Progress", new Model(view, await db.Insights(id, met, view.Counts, now, cancel)),
            new PageOptions(Wide: true, Crumbs: [new("Teach", "/teach"), new(view.Heading.Title, view.Heading.Address), new("Progress", ClassView.AddressOf(id, ClassLook.List)), new("Insights")]));
    }

    internal static async Task<Results<Ok<ClassInsights>, NotFound>> ForProgram(Id<Course> id, LecternDb db, ClassViews views, TimeProvider clock, CancellationToken cancel)
    {
        if (await views.Met(id, cancel) is not { } met) return TypedResults.NotFound();
        var now = clock.GetUtcNow();
        return TypedResults.Ok(await db.Insights(id, met, await db.LearnersOf(id, now).Count(now, cancel), now, cancel));
    }

    public sealed record Model(ClassView View, ClassInsights Insights);
}
