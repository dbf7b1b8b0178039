using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Grading.OwnMarks;
using Lectern.People;
using Lectern.Progress.Cycles;
using Lectern.Progress.Following;

namespace Lectern.Grading.Explaining;

/// <summary>How a mark came about, for its learner and for those who grade.</summary>
public static class ExplainMark
{
    internal static async Task<IResult> Own(string slug, Id<Activity> activityId, int? cycle, Me me, LecternDb db, MarkExplainer explainer, CancellationToken cancel)
    {
        var found = await OwnCourse.Find(db, slug, cycle, me.Id, cancel);
        if (found is null || await ActivityOf(db, found.EnrolmentId, activityId, cancel) is not { } activity) return TypedResults.NotFound();
        if (await explainer.Explain(found.EnrolmentId, activity, MarkViewer.Learner, cancel) is not { } mark) return TypedResults.NotFound();
        var back = $"/courses/{slug}/grades{(cycle is null ? "" : $"?cycle={cycle}")}";
        return Page.Of<ExplainMarkPage>(activity.Title, new Model(activity, found.Title, null, back, found.EnrolmentId, mark),
            new PageOptions(Crumbs: [new(found.Title, $"/courses/{slug}/home"), new("Your marks", back), new(activity.Title)]));
    }

    internal static async Task<IResult> OfLearner(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, LecternDb db, MarkExplainer explainer, CancellationToken cancel)
    {
        if (await FollowedLearner.Find(db, id, enrolmentId, cancel) is not { } learner || learner.Outline.Activities.FirstOrDefault(a => a.Id == activityId) is not { } activity) return TypedResults.NotFound();
        if (await explainer.Explain(enrolmentId, activity, MarkViewer.Grader, cancel) is not { } mark) return TypedResults.NotFound();
        return Page.Of<ExplainMarkPage>(activity.Title, new Model(activity, learner.CourseTitle, learner.Name, $"/courses/{id}/grades", enrolmentId, mark),
            new PageOptions(Crumbs: [new(learner.CourseTitle, $"/courses/{learner.Slug}"), new("Grades", $"/courses/{id}/grades"), new(learner.Name)]));
    }

    internal static async Task<Results<Ok<MarkInJson>, NotFound>> OwnForPrograms(Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, Me me, LecternDb db, MarkExplainer explainer, CancellationToken cancel)
    {
        if (!await db.Enrolments.AnyAsync(e => e.Id == enrolmentId && e.LearnerId == me.Id && e.Status != EnrolmentStatus.Withdrawn, cancel)) return TypedResults.NotFound();
        return await ActivityOf(db, enrolmentId, activityId, cancel) is { } activity && await explainer.Explain(enrolmentId, activity, MarkViewer.Learner, cancel) is { } mark ? TypedResults.Ok(MarkInJson.Of(mark)) : TypedResults.NotFound();
    }

    internal static async Task<Results<Ok<MarkInJson>, NotFound>> OfLearnerForPrograms(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, LecternDb db, MarkExplainer explainer, CancellationToken cancel)
    {
        if (await FollowedLearner.Find(db, id, enrolmentId, cancel) is not { } learner || learner.Outline.Activities.FirstOrDefault(a => a.Id == activityId) is not { } activity) return TypedResults.NotFound();
        return await explainer.Explain(enrolmentId, activity, MarkViewer.Grader, cancel) is { } mark ? TypedResults.Ok(MarkInJson.Of(mark)) : TypedResults.NotFound();
    }

    private static async Task<OutlineActivity?> ActivityOf(LecternDb db, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, CancellationToken cancel) =>
        await db.VersionFor(enrolmentId).Select(v => v.OutlineJson).SingleOrDefaultAsync(cancel) is { } outline ? Outline.Read(outline).Activities.FirstOrDefault(a => a.Id == activityId) : null;

    /// <param name="Learner">Whose it is; null for the reader's own.</param>
    public sealed record Model(OutlineActivity Activity, string CourseTitle, string? Learner, string Back, Id<CourseEnrolment> EnrolmentId, ExplainedMark Mark);

    /// <param name="Points">As the reader may know it; null while there is none for them.</param>
    internal sealed record MarkInJson(MarkState State, GradingPolicy Policy, string PolicyInWords, decimal? Points, decimal? MaximumPoints, decimal? Percent, IReadOnlyList<AttemptInJson> Attempts)
    {
        internal static MarkInJson Of(ExplainedMark mark) => new(mark.Reckoning.State, mark.Reckoning.Policy, mark.Policy, mark.Score?.Points, mark.Score?.MaximumPoints, mark.Score?.Percent,
            [.. mark.Attempts.Select(a => new AttemptInJson(a.Attempt.SourceId, a.Attempt.Number, a.Attempt.Latest.State, a.Attempt.Latest.At, a.Score?.Points, a.Score?.MaximumPoints, a.Score?.Percent, a.Counts, a.Score?.IsSelfReported ?? false,
                [.. a.Earlier.Select(e => new EarlierInJson(e.Points, e.MaximumPoints))], [.. (a.How?.Lines ?? []).Select(l => new LineInJson(l.Words, l.Points, l.History))]))]);
    }

    /// <param name="Counts">Whether the mark is made of it.</param>
    /// <param name="Earlier">What it was before it was corrected.</param>
    internal sealed record AttemptInJson(Guid Id, int Number, MarkState State, DateTimeOffset At, decimal? Points, decimal? MaximumPoints, decimal? Percent, bool Counts, bool IsSelfReported, IReadOnlyList<EarlierInJson> Earlier, IReadOnlyList<LineInJson> Lines);

    internal sealed record EarlierInJson(decimal Points, decimal MaximumPoints);

    internal sealed record LineInJson(string Words, string Points, IReadOnlyList<string> History);
}
