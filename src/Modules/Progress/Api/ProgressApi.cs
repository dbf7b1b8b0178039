using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Following;
using Lectern.Progress.Home;
using Lectern.Web.Api;

namespace Lectern.Progress.Api;

/// <summary>Where people stand, for programs.</summary>
internal static class ProgressApi
{
    /// <summary>My courses with how far I am, latest first; with <c>show=earlier</c> the cycles of them, and of courses that I'm not in any more, that are past.</summary>
    internal static async Task<Ok<Paged<MyCourseProgress>>> Mine(Me me, string? show, string? after, int? size, LecternDb db, CancellationToken cancel)
    {
        var limit = Cursor.Size(size);
        var rows = await (NamedValue.Of<ShowMyLearning.View>(show) == ShowMyLearning.View.Earlier ? Earlier(db, me.Id) : Current(db, me.Id))
            .Page(c => c.SortedBy, c => c.EnrolmentId, descending: true, after).Take(limit + 1).ToListAsync(cancel);
        return TypedResults.Ok(Paged<MyCourseProgress>.Of(rows, limit, c => Keyset.KeyOf(c.SortedBy, c.EnrolmentId)));
    }

    private static IQueryable<MyCourseProgress> Earlier(LecternDb db, Id<Person> me) => db.MyEarlierCycles(me).Select(c => new MyCourseProgress
    {
        EnrolmentId = c.EnrolmentId,
        CourseId = c.CourseId,
        Slug = c.Slug,
        Title = c.Title,
        Cycle = c.Cycle,
        PastAt = c.PastAt,
        Done = c.Done,
        Total = c.Total,
        LastAt = c.LastAt,
        CompletedAt = c.CompletedAt,
        SortedBy = c.PastAt,
    });

    private static IQueryable<MyCourseProgress> Current(LecternDb db, Id<Person> me) =>
        from row in db.MyCourseRows(me)
        join found in db.Set<CourseProgress>() on row.EnrolmentId equals found.EnrolmentId into projections
        from progress in projections.DefaultIfEmpty()
        select new MyCourseProgress
        {
            EnrolmentId = row.EnrolmentId,
            CourseId = row.CourseId,
            Slug = row.Slug,
            Title = row.Title,
            Cycle = row.Cycle,
            Done = (int?)progress!.Done ?? 0,
            Total = (int?)progress.Total ?? 0,
            LastAt = progress.LastAt,
            CompletedAt = row.CompletedAt,
            SortedBy = row.At,
        };

    /// <summary>The learners of a course with how far they are, by name unless it is asked for another order.</summary>
    internal static async Task<Ok<Paged<LearnerProgress>>> OfCourse(Id<Course> id, string? show, string? sort, string? after, int? size, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        var limit = Cursor.Size(size);
        var filter = Enum.TryParse<LearnerFilter>(show, ignoreCase: true, out var f) ? f : LearnerFilter.All;
        var order = NamedValue.Of<LearnerOrder>(sort) ?? LearnerOrder.Name;
        var now = clock.GetUtcNow();
        var rows = await db.LearnersOf(id, now).Only(filter, now).PageBy(db, order, ClassQuestion.FallsByItself(order), after).Take(limit + 1).ToListAsync(cancel);
        var page = Paged<LearnerRow>.Of(rows, limit, row => Learners.KeyOf(row, order));
        return TypedResults.Ok(new Paged<LearnerProgress>(
            [.. page.Items.Select(r => new LearnerProgress(r.EnrolmentId, r.LearnerId, r.Name, r.Done, r.Total, r.Waived, r.LastActivityId, r.DueAt, r.EnrolledAt, r.LastAt, r.CompletedAt))], page.Next));
    }

    internal sealed class MyCourseProgress
    {
        public Id<CourseEnrolment> EnrolmentId { get; init; }
        public Id<Course> CourseId { get; init; }
        public string Slug { get; init; } = "";
        public string Title { get; init; } = "";
        /// <summary>Which time they take it; 1 is the first.</summary>
        public int Cycle { get; init; }
        /// <summary>When they began it again; null for the present cycle.</summary>
        public DateTimeOffset? PastAt { get; init; }
        public int Done { get; init; }
        public int Total { get; init; }
        public DateTimeOffset? LastAt { get; init; }
        public DateTimeOffset? CompletedAt { get; init; }
        [System.Text.Json.Serialization.JsonIgnore] public DateTimeOffset SortedBy { get; init; }
    }

    /// <param name="Done">Lessons done or waived.</param>
    /// <param name="Waived">Of these, those that aren't asked of the learner.</param>
    /// <param name="DueAt">The earliest date of what isn't done; null where nothing is due.</param>
    internal sealed record LearnerProgress(
        Id<CourseEnrolment> EnrolmentId, Id<Person> LearnerId, string Name, int Done, int Total, int Waived, Id<Activity>? LastActivityId, DateTimeOffset? DueAt, DateTimeOffset EnrolledAt, DateTimeOffset? LastAt, DateTimeOffset? CompletedAt);
}
