using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Progress.Following.StuckPoints;

/// <summary>Where a class gets no further: the activities at which many stop, fail again and again, or stay long, with the way to the people.</summary>
public static class ShowStuckPoints
{
    internal static async Task<IResult> Handle(Id<Course> id, Visitor visitor, LecternDb db, ClassViews views, CancellationToken cancel)
    {
        if (await views.Of(id, ClassLook.Stuck, new(), visitor, cancel) is not var (view, met, now)) return TypedResults.NotFound();
        var learners = db.LearnersOf(id, now);
        var enrolments = db.Enrolments.Where(e => e.CourseId == id && e.Status == EnrolmentStatus.Active);
        var standings = db.ActivityProgresses.Where(p => p.CourseId == id && enrolments.Any(e => e.Id == p.EnrolmentId));
        var reached = await standings.GroupBy(p => p.ActivityId).Select(of => new { of.Key, Begun = of.Count(p => p.IsBegun), Done = of.Count(p => p.IsBegun && p.DoneAt != null) }).ToDictionaryAsync(of => of.Key, cancel);
        var stopped = await learners.Stopped(now).GroupBy(l => l.LastActivityId!.Value).Select(at => new { at.Key, Count = at.Count() }).ToDictionaryAsync(at => at.Key, at => at.Count, cancel);
        var failing = await standings.Failing(db).GroupBy(p => p.ActivityId).Select(at => new { at.Key, Count = at.Count() }).ToDictionaryAsync(at => at.Key, at => at.Count, cancel);
        var slow = await standings.Slow(now).GroupBy(p => p.ActivityId).Select(at => new { at.Key, Count = at.Count() }).ToDictionaryAsync(at => at.Key, at => at.Count, cancel);

        var points = met.Outline.Activities
            .Select(a => new StuckPoint(a, reached.GetValueOrDefault(a.Id)?.Begun ?? 0, reached.GetValueOrDefault(a.Id)?.Done ?? 0, stopped.GetValueOrDefault(a.Id), failing.GetValueOrDefault(a.Id), slow.GetValueOrDefault(a.Id)))
            .Where(point => point.People > 0).OrderByDescending(point => point.People).ToList();   // stable: those alike stay in the order of the course
        return Page.Of<StuckPointsPage>("Progress", new Model(view, points),
            new PageOptions(Crumbs: [new("Teach", "/teach"), new(view.Heading.Title, view.Heading.Address), new("Progress", ClassView.AddressOf(id, ClassLook.List)), new("Stuck points")]));
    }

    public sealed record Model(ClassView View, IReadOnlyList<StuckPoint> Points);
}

/// <summary>An activity and how many get no further there: <see cref="StuckWay"/> says in what ways.</summary>
/// <param name="Begun">Of how many who began it at all.</param>
public sealed record StuckPoint(OutlineActivity Activity, int Begun, int Done, int Stopped, int Failing, int Slow)
{
    /// <summary>In all; who fails and then stops counts twice, because both ask for something to be done.</summary>
    public int People => Stopped + Failing + Slow;
}
