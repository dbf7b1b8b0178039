using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.People.Directory;
using Lectern.Web.Api;

namespace Lectern.Progress.Following;

/// <summary>Which learners of a course to look at. In progress: begun and not finished. Stuck: not finished, begun or not, and no sign of life for a week.</summary>
public enum LearnerFilter { All, NotStarted, InProgress, Stuck, Completed }

/// <summary>By what they are sorted.</summary>
public enum LearnerOrder { Seen, Name, Done, Completed }

/// <summary>A learner of a course as its list shows them.</summary>
public sealed class LearnerRow
{
    public Id<CourseEnrolment> EnrolmentId { get; init; }
    public Id<Person> LearnerId { get; init; }
    public string Name { get; init; } = "";
    public string Email { get; init; } = "";
    public int Done { get; init; }
    public int Total { get; init; }
    public Id<Activity>? LastActivityId { get; init; }
    public DateTimeOffset EnrolledAt { get; init; }
    public DateTimeOffset? LastAt { get; init; }
    /// <summary>The last sign of life, or when they were enrolled.</summary>
    public DateTimeOffset SeenAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    /// <summary>To sort by: the end of time for those who haven't.</summary>
    public DateTimeOffset CompletedOrNever { get; init; }
}

/// <summary>How many learners are where.</summary>
public sealed record LearnerCounts(int All, int NotStarted, int InProgress, int Stuck, int Completed);

internal static class Learners
{
    internal static readonly TimeSpan StuckAfter = TimeSpan.FromDays(7);
    internal static readonly DateTimeOffset Never = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    extension(LecternDb db)
    {
        /// <summary>The active learners of a course with where they stand; with words, those whom they name.</summary>
        internal IQueryable<LearnerRow> LearnersOf(Id<Course> courseId, IReadOnlyList<string>? words = null) =>
            db.LearnersIn(db.Set<CourseEnrolment>().Where(e => e.CourseId == courseId && e.Status == EnrolmentStatus.Active), words);

        /// <summary>The learners of these enrolments with where they stand.</summary>
        internal IQueryable<LearnerRow> LearnersIn(IQueryable<CourseEnrolment> enrolments, IReadOnlyList<string>? words = null) =>
            from enrolment in enrolments.AsNoTracking()
            join person in db.Set<Person>().WithWords(words ?? []) on enrolment.LearnerId equals person.Id
            join found in db.Set<CourseProgress>() on enrolment.Id equals found.EnrolmentId into projections
            from progress in projections.DefaultIfEmpty()
            select new LearnerRow
            {
                EnrolmentId = enrolment.Id,
                LearnerId = person.Id,
                Name = person.Name,
                Email = person.Email!,
                Done = (int?)progress!.Done ?? 0,
                Total = (int?)progress.Total ?? 0,
                LastActivityId = progress.LastActivityId,
                EnrolledAt = enrolment.EnrolledAt,
                LastAt = progress.LastAt,
                SeenAt = progress.LastAt ?? enrolment.EnrolledAt,
                CompletedAt = progress.CompletedAt,
                CompletedOrNever = progress.CompletedAt ?? Never,
            };
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
                LearnerFilter.Completed => learners.Where(l => l.CompletedAt != null),
                _ => learners,
            };
        }

        internal IQueryable<LearnerRow> PageBy(LecternDb db, LearnerOrder order, bool descending, string? cursor) => order switch
        {
            LearnerOrder.Name => learners.Page(l => l.Name, l => l.EnrolmentId, descending, cursor, id => db.LearnerNames(id)),
            LearnerOrder.Done => learners.Page(l => l.Done, l => l.EnrolmentId, descending, cursor),
            LearnerOrder.Completed => learners.Page(l => l.CompletedOrNever, l => l.EnrolmentId, descending, cursor),
            _ => learners.Page(l => l.SeenAt, l => l.EnrolmentId, descending, cursor),
        };
    }

    internal static string KeyOf(LearnerRow row, LearnerOrder order) => order switch
    {
        LearnerOrder.Name => Keyset.KeyOf(row.EnrolmentId),
        LearnerOrder.Done => Keyset.KeyOf(row.Done, row.EnrolmentId),
        LearnerOrder.Completed => Keyset.KeyOf(row.CompletedOrNever, row.EnrolmentId),
        _ => Keyset.KeyOf(row.SeenAt, row.EnrolmentId),
    };
}
