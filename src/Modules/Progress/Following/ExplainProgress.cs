using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Web.Api;

namespace Lectern.Progress.Following;

/// <summary>Why a learner stands where they stand: what they did, in order, as it was recorded.</summary>
public static class ExplainProgress
{
    internal static async Task<IResult> Handle(Id<Course> id, Id<CourseEnrolment> enrolmentId, string? after, LecternDb db, ActivityKinds kinds, IEnumerable<ILearnerPanel> panels, CancellationToken cancel)
    {
        if (await FollowedLearner.Find(db, id, enrolmentId, cancel) is not { } followed) return TypedResults.NotFound();
        var learner = await db.LearnersIn(db.Enrolments.Where(e => e.Id == enrolmentId)).SingleAsync(cancel);

        var records = await db.LearningRecords.AsNoTracking().Where(r => r.EnrolmentId == enrolmentId)
            .Page(r => r.At, r => r.Id, descending: true, after).Take(Paged<LearningRecord>.MaximumSize + 1).ToListAsync(cancel);
        var page = Paged<LearningRecord>.Of(records, Paged<LearningRecord>.MaximumSize, r => Keyset.KeyOf(r.At, r.Id));
        var byId = followed.Outline.Activities.ToDictionary(a => a.Id);
        var lines = page.Items.Select(r => byId.TryGetValue(r.ActivityId, out var activity)
            ? new Line(r, activity.Title, kinds[activity.Kind].Icon)
            : new Line(r, null, "archive")).ToList();
        var shown = new List<SidePanel>();
        foreach (var panel in panels.OrderBy(p => p.Position))
            if (await panel.Show(followed, cancel) is { } part) shown.Add(part);
        return Page.Of<ExplainProgressPage>(learner.Name, new Model(id, followed.CourseTitle, learner, followed.Outline.AskedFor.Count, lines, page.Next, shown),
            new PageOptions(Crumbs: followed.Crumbs()));
    }

    /// <param name="Activity">Null when it isn't in the course any more.</param>
    public sealed record Line(LearningRecord Record, string? Activity, string Icon);

    public sealed record Model(Id<Course> CourseId, string CourseTitle, LearnerRow Learner, int Asked, IReadOnlyList<Line> Lines, string? Next, IReadOnlyList<SidePanel> Panels);
}
