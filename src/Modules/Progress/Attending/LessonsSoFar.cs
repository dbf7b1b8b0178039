using System.Linq.Expressions;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress.Availability;
using Lectern.Progress.Time;

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
    private static readonly Expression<Func<LecternDb, Id<CourseEnrolment>, IQueryable<Row>>> Rows = (db, enrolmentId) =>
        db.Set<ActivityProgress>().Where(p => p.EnrolmentId == enrolmentId && (p.IsBegun || p.Status != ActivityStatus.Started)).Select(p => new Row
        {
            Standing = new LessonStanding(p.ActivityId, p.Status, p.Score, p.LastAt, p.IsBegun),
            Milliseconds = db.Set<StudyInterval>().Where(i => i.EnrolmentId == p.EnrolmentId && i.ActivityId == p.ActivityId).Sum(i => i.Milliseconds),
        });

    private static readonly PreparedQuery<Id<CourseEnrolment>, LessonStanding> Standings = new(Rows.Then(rows => rows.Select(r => r.Standing)));
    private static readonly PreparedQuery<Id<CourseEnrolment>, Row> StandingsWithTime = new(Rows);

    internal static async Task<IReadOnlyDictionary<Id<Activity>, LessonStanding>> Of(LecternDb db, Id<CourseEnrolment> enrolmentId, CancellationToken cancel) =>
        await Standings.Of(db, enrolmentId).ToDictionaryAsync(standing => standing.ActivityId, cancellationToken: cancel);

    /// <summary>The same, in one statement too, with the time spent: whoever was at a lesson has begun it.</summary>
    internal static async Task<(IReadOnlyDictionary<Id<Activity>, LessonStanding> Standings, StudyTime Studied)> WithTime(LecternDb db, Id<CourseEnrolment> enrolmentId, CancellationToken cancel)
    {
        var rows = await StandingsWithTime.Of(db, enrolmentId).ToListAsync(cancel);
        return (rows.ToDictionary(r => r.Standing.ActivityId, r => r.Standing), new(rows.Where(r => r.Milliseconds > 0).ToDictionary(r => r.Standing.ActivityId, r => TimeSpan.FromMilliseconds(r.Milliseconds))));
    }

    private sealed class Row
    {
        public required LessonStanding Standing { get; init; }
        public long Milliseconds { get; init; }
    }
}
