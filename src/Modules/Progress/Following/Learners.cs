using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.People.Directory;
using Lectern.Web.Api;

namespace Lectern.Progress.Following;

/// <summary>Which learners of a course to look at. In progress: begun and not finished. Stuck: not finished, begun or not, and no sign of life for a week. Late: not finished, and something that isn't done was due.</summary>
public enum LearnerFilter { All, NotStarted, InProgress, Stuck, Late, Completed }

/// <summary>By what they are sorted. Due: by the earliest date of what isn't done, so that who is latest comes first. Attention: by what asks for it, and then by how long they weren't seen.</summary>
public enum LearnerOrder { Seen, Name, Done, Completed, Attention, Due }

/// <summary>What about a learner asks for attention, the most pressing first: begun and not seen for a week, not begun, at it, through.</summary>
public enum Attention { Stuck, NotBegun, AtIt, Completed }

/// <summary>Why somebody gets no further at an activity. Stopped: it was the last that they did, a week ago or more. Failing: failed more than once and not passed. Slow: begun a week ago, still at it, and not done.</summary>
public enum StuckWay { Stopped, Failing, Slow }

/// <summary>A learner of a course as its list shows them.</summary>
public sealed class LearnerRow
{
    public Id<CourseEnrolment> EnrolmentId { get; init; }
    public Id<Course> CourseId { get; init; }
    public Id<Person> LearnerId { get; init; }
    public string Name { get; init; } = "";
    public string Email { get; init; } = "";
    public int Done { get; init; }
    public int Total { get; init; }
    /// <summary>Of <see cref="Done"/>, those that aren't asked of them.</summary>
    public int Waived { get; init; }
    public Id<Activity>? LastActivityId { get; init; }
    public DateTimeOffset EnrolledAt { get; init; }
    public DateTimeOffset? LastAt { get; init; }
    /// <summary>The last sign of life, or when they were enrolled.</summary>
    public DateTimeOffset SeenAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    /// <summary>The earliest date of what isn't done; null where nothing is due, and for whoever is through.</summary>
    public DateTimeOffset? DueAt { get; init; }
    /// <summary>To sort by: the end of time for those who have none.</summary>
    public DateTimeOffset DueOrNever { get; init; }
    /// <summary>To sort by: the end of time for those who haven't.</summary>
    public DateTimeOffset CompletedOrNever { get; init; }
    /// <summary><see cref="Attention"/> as a number, to sort by.</summary>
    public int Rank { get; init; }

    public Attention Attention => (Attention)Rank;
    /// <summary>Not finished, begun or not, and no sign of life for a week.</summary>
    public bool IsStuck(DateTimeOffset now) => CompletedAt is null && SeenAt < now - Learners.StuckAfter;
}

/// <summary>How many learners are where.</summary>
public sealed record LearnerCounts(int All, int NotStarted, int InProgress, int Stuck, int Completed);

internal static class Learners
{
    internal static readonly TimeSpan StuckAfter = TimeSpan.FromDays(7);
    internal static readonly DateTimeOffset Never = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    extension(LecternDb db)
    {
        /// <summary>The active learners of a course with where they stand; with words, those whom they name; with a unit's path, those who have a role in it or below.</summary>
        internal IQueryable<LearnerRow> LearnersOf(Id<Course> courseId, DateTimeOffset now, IReadOnlyList<string>? words = null, string? unit = null) =>
            db.Learning(db.Set<CourseEnrolment>().Where(e => e.CourseId == courseId && e.Status == EnrolmentStatus.Active), db.Set<Person>().WithWords(words ?? []).InUnit(db, unit), now);

        /// <summary>Where these people stand by these enrolments.</summary>
        internal IQueryable<LearnerRow> Learning(IQueryable<CourseEnrolment> enrolments, IQueryable<Person> people, DateTimeOffset now)
        {
            var stuckBefore = now - StuckAfter;
            return
                from enrolment in enrolments.AsNoTracking()
                join person in people on enrolment.LearnerId equals person.Id
                join found in db.Set<CourseProgress>() on enrolment.Id equals found.EnrolmentId into projections
                from progress in projections.DefaultIfEmpty()
                select new LearnerRow
                {
                    EnrolmentId = enrolment.Id,
                    CourseId = enrolment.CourseId,
                    LearnerId = person.Id,
                    Name = person.Name,
                    Email = person.Email!,
                    Done = (int?)progress!.Done ?? 0,
                    Total = (int?)progress.Total ?? 0,
                    Waived = (int?)progress.Waived ?? 0,
                    LastActivityId = progress.LastActivityId,
                    EnrolledAt = enrolment.EnrolledAt,
                    LastAt = progress.LastAt,
                    SeenAt = progress.LastAt ?? enrolment.EnrolledAt,
                    DueAt = progress.CompletedAt == null ? progress.DueAt : null,
                    DueOrNever = progress.CompletedAt == null ? progress.DueAt ?? Never : Never,
                    CompletedAt = progress.CompletedAt,
                    CompletedOrNever = progress.CompletedAt ?? Never,
                    Rank = progress.CompletedAt != null ? (int)Attention.Completed : progress.LastAt == null ? (int)Attention.NotBegun : progress.LastAt < stuckBefore ? (int)Attention.Stuck : (int)Attention.AtIt,
                };
        }
    }

    extension(IQueryable<LearnerRow> learners)
    {
        internal async Task<LearnerCounts> Count(DateTimeOffset now, CancellationToken cancel)
        {
            var stuckBefore = now - StuckAfter;
            var counts = await learners.GroupBy(_ => 1).Select(all => new
            {
                All = all.Count(),
                NotStarted = all.Count(l => l.CompletedAt == null && l.LastAt == null),
                Completed = all.Count(l => l.CompletedAt != null),
                Stuck = all.Count(l => l.CompletedAt == null && l.SeenAt < stuckBefore),
            }).SingleOrDefaultAsync(cancel);
            return counts is null ? new(0, 0, 0, 0, 0) : new(counts.All, counts.NotStarted, counts.All - counts.Completed - counts.NotStarted, counts.Stuck, counts.Completed);
        }

        internal IQueryable<LearnerRow> Only(LearnerFilter filter, DateTimeOffset now)
        {
            var stuckBefore = now - StuckAfter;
            return filter switch
            {
                LearnerFilter.NotStarted => learners.Where(l => l.CompletedAt == null && l.LastAt == null),
                LearnerFilter.InProgress => learners.Where(l => l.CompletedAt == null && l.LastAt != null),
                LearnerFilter.Stuck => learners.Where(l => l.CompletedAt == null && l.SeenAt < stuckBefore),
                LearnerFilter.Late => learners.Where(l => l.DueAt < now),
                LearnerFilter.Completed => learners.Where(l => l.CompletedAt != null),
                _ => learners,
            };
        }

        /// <summary>Those who get no further at this activity, in this way.</summary>
        internal IQueryable<LearnerRow> StuckAt(LecternDb db, Id<Activity> activityId, StuckWay way, DateTimeOffset now)
        {
            if (way == StuckWay.Stopped) return learners.Stopped(now).Where(l => l.LastActivityId == activityId);
            var at = db.Set<ActivityProgress>().Where(p => p.ActivityId == activityId);
            var stuck = way == StuckWay.Failing ? at.Failing(db) : at.Slow(now);
            return learners.Where(l => stuck.Any(p => p.EnrolmentId == l.EnrolmentId));
        }

        /// <summary>Those who began and were last seen too long ago.</summary>
        internal IQueryable<LearnerRow> Stopped(DateTimeOffset now)
        {
            var before = now - StuckAfter;
            return learners.Where(l => l.CompletedAt == null && l.LastAt < before && l.LastActivityId != null);
        }

        internal IQueryable<LearnerRow> PageBy(LecternDb db, LearnerOrder order, bool descending, string? cursor) => order switch
        {
            LearnerOrder.Name => learners.Page(l => l.Name, l => l.EnrolmentId, descending, cursor, id => db.LearnerNames(id)),
            LearnerOrder.Done => learners.Page(l => l.Done, l => l.EnrolmentId, descending, cursor),
            LearnerOrder.Completed => learners.Page(l => l.CompletedOrNever, l => l.EnrolmentId, descending, cursor),
            LearnerOrder.Due => learners.Page(l => l.DueOrNever, l => l.EnrolmentId, descending, cursor),
            LearnerOrder.Attention => learners.Page(l => l.Rank, l => l.SeenAt, l => l.EnrolmentId, descending, cursor),
            _ => learners.Page(l => l.SeenAt, l => l.EnrolmentId, descending, cursor),
        };
    }

    extension(IQueryable<ActivityProgress> standings)
    {
        /// <summary>Failed more than once, and not passed.</summary>
        internal IQueryable<ActivityProgress> Failing(LecternDb db)
        {
            var failures = db.Set<LearningRecord>().Where(r => r.Verb == LearningVerb.Failed);
            return standings.Where(p => p.Status == ActivityStatus.Failed && failures.Count(r => r.EnrolmentId == p.EnrolmentId && r.ActivityId == p.ActivityId) > 1);
        }

        /// <summary>Begun long ago, still at it, and not done.</summary>
        internal IQueryable<ActivityProgress> Slow(DateTimeOffset now)
        {
            var before = now - StuckAfter;
            return standings.Where(p => p.IsBegun && p.DoneAt == null && p.StartedAt < before && p.LastAt >= before);
        }
    }

    internal static string KeyOf(LearnerRow row, LearnerOrder order) => order switch
    {
        LearnerOrder.Name => Keyset.KeyOf(row.EnrolmentId),
        LearnerOrder.Done => Keyset.KeyOf(row.Done, row.EnrolmentId),
        LearnerOrder.Completed => Keyset.KeyOf(row.CompletedOrNever, row.EnrolmentId),
        LearnerOrder.Due => Keyset.KeyOf(row.DueOrNever, row.EnrolmentId),
        LearnerOrder.Attention => Keyset.KeyOf(row.Rank, row.SeenAt, row.EnrolmentId),
        _ => Keyset.KeyOf(row.SeenAt, row.EnrolmentId),
    };
}
