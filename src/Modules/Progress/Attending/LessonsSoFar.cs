using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress.Availability;

namespace Lectern.Progress;

/// <summary>Where a learner stands with one activity, as far as pages need it.</summary>
internal sealed record LessonStanding(Id<Activity> ActivityId, ActivityStatus Status, decimal? Score, DateTimeOffset LastAt, bool IsBegun)
{
    /// <summary>As far as others may wait for it.</summary>
    internal LessonSoFar SoFar => new(Status, Score) { IsBegun = IsBegun };
}

/// <summary>Reads where a learner stands with every activity of a course that they have begun, or that isn't asked of them: one statement, asked for by every page of a course.</summary>
internal static class LessonsSoFar
{
    private static readonly PreparedQuery<Id<CourseEnrolment>, LessonStanding> Standings = new((db, enrolmentId) =>
        db.Set<ActivityProgress>().Where(p => p.EnrolmentId == enrolmentId && (p.IsBegun || p.Status != ActivityStatus.Started)).Select(p => new LessonStanding(p.ActivityId, p.Status, p.Score, p.LastAt, p.IsBegun)));

    internal static async Task<IReadOnlyDictionary<Id<Activity>, LessonStanding>> Of(LecternDb db, Id<CourseEnrolment> enrolmentId, CancellationToken cancel) =>
        await Standings.Of(db, enrolmentId).ToDictionaryAsync(standing => standing.ActivityId, cancellationToken: cancel);
}
