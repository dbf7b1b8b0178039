using System.Globalization;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Packages.Reviewing;
using Lectern.People;
using Lectern.Progress.Following;
using Lectern.Scorm;

namespace Lectern.Packages.H5p;

/// <summary>What one learner did in H5P content, answer by answer, for those who follow them.</summary>
internal static class ReviewH5p
{
    internal static async Task<IResult> Handle(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, LecternDb db, CancellationToken cancel)
    {
        if (await FollowedLearner.Find(db, id, enrolmentId, cancel) is not { } learner || learner.Activity(activityId, H5pActivity.KindName) is not { } content) return TypedResults.NotFound();
        return Page.Of<ReviewH5pPage>(learner.Name, new ReviewH5pPage.About(learner, content, await ReviewedH5pAttempt.Of(db, enrolmentId, activityId, cancel)), new PageOptions(Crumbs: learner.Crumbs(new Crumb(content.Title))));
    }

    internal static async Task<Results<Ok<ReviewedH5p>, NotFound>> HandleApi(Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, LecternDb db, CancellationToken cancel)
    {
        if (await FollowedLearner.Find(db, id, enrolmentId, cancel) is not { } learner || learner.Activity(activityId, H5pActivity.KindName) is null) return TypedResults.NotFound();
        return TypedResults.Ok(new ReviewedH5p(enrolmentId, learner.LearnerId, activityId, await ReviewedH5pAttempt.Of(db, enrolmentId, activityId, cancel)));
    }
}

/// <summary>All attempts of a learner at H5P content, the latest first.</summary>
internal sealed record ReviewedH5p(Id<CourseEnrolment> EnrolmentId, Id<Person> LearnerId, Id<Activity> ActivityId, IReadOnlyList<ReviewedH5pAttempt> Attempts);

/// <summary>One attempt of a learner at H5P content.</summary>
/// <param name="EndedAt">When they started again.</param>
/// <param name="Score">The best, 0 to 1, as the content says.</param>
/// <param name="Launches">How often it was opened.</param>
/// <param name="Time">How long it was open.</param>
/// <param name="KeepsPlace">Whether the content left something to go on from.</param>
/// <param name="Results">How the whole ended, each time that it did.</param>
public sealed record ReviewedH5pAttempt(
    int Number, string Package, DateTimeOffset StartedAt, DateTimeOffset LastAt, DateTimeOffset? EndedAt, LessonStatus Status, decimal? Score, int Launches, TimeSpan Time, bool KeepsPlace,
    IReadOnlyList<ReviewedH5pResult> Results, IReadOnlyList<ReportedInteraction> Answers)
{
    /// <summary>All attempts of an enrolment at an activity, the latest first; also those at packages that it held earlier.</summary>
    internal static async Task<IReadOnlyList<ReviewedH5pAttempt>> Of(LecternDb db, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, CancellationToken cancel)
    {
        var found = await (
            from attempt in db.H5pAttempts.AsNoTracking().Include(a => a.Statements).AsSplitQuery()
            where attempt.EnrolmentId == enrolmentId && attempt.ActivityId == activityId
            orderby attempt.StartedAt descending, attempt.Number descending, attempt.Id
            select attempt).ToListAsync(cancel);
        var ids = found.Select(a => a.PackageId).Distinct().ToList();
        var titles = await db.Packages.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Title, cancel);
        return [.. found.Select(attempt =>
        {
            var said = attempt.Statements.OrderBy(s => s.Launch).ThenBy(s => s.Number).ToList();
            return new ReviewedH5pAttempt(attempt.Number, titles[attempt.PackageId], attempt.StartedAt, attempt.LastAt, attempt.EndedAt, attempt.Status, attempt.Score, attempt.Launch, attempt.Time,
                attempt.States.Values.Any(state => state.Length > 0), [.. said.Where(s => s.IsOfWhole && s.Score is not null).Select(s => new ReviewedH5pResult(s.At, s.Score!.Value))],
                [.. said.Where(s => s.Verb == ReportedStatement.Answered).Select((s, index) => Answer(s, index + 1))]);
        })];
    }

    private static ReportedInteraction Answer(H5pStatement said, int number) => new(
        number, said.Question ?? number.ToString(CultureInfo.InvariantCulture), said.Type, said.Response, said.Right,
        said is { IsSuccess: true } || (said.Most > 0 && said.Points == said.Most) ? "correct"
            : said is { Points: { } points, Most: > 0 and { } most } ? string.Create(CultureInfo.CurrentCulture, $"{points:0.##}/{most:0.##}")
            : said.IsSuccess == false ? "incorrect" : null,
        said.Took is { } seconds ? TimeSpan.FromSeconds((double)seconds) : null);
}

/// <param name="At">When it reached the server.</param>
/// <param name="Score">0 to 1.</param>
public sealed record ReviewedH5pResult(DateTimeOffset At, decimal Score);
