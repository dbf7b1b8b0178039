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
    /// <summary>My courses with how far I am, latest first.</summary>
    internal static async Task<Ok<Paged<MyCourseProgress>>> Mine(Me me, string? after, int? size, LecternDb db, CancellationToken cancel)
    {
        var limit = Cursor.Size(size);
        var rows = await (
            from row in db.MyCourseRows(me.Id)
            join found in db.Set<CourseProgress>() on row.EnrolmentId equals found.EnrolmentId into projections
            from progress in projections.DefaultIfEmpty()
            select new MyCourseProgress
            {
                EnrolmentId = row.EnrolmentId,
                CourseId = row.CourseId,
                Slug = row.Slug,
                Title = row.Title,
                Done = (int?)progress!.Done ?? 0,
                Total = (int?)progress.Total ?? 0,
                LastAt = progress.LastAt,
                CompletedAt = row.CompletedAt,
                SortedBy = row.At,
            }).Page(c => c.SortedBy, c => c.EnrolmentId, descending: true, after).Take(limit + 1).ToListAsync(cancel);
        return TypedResults.Ok(Paged<MyCourseProgress>.Of(rows, limit, c => Keyset.KeyOf(c.SortedBy, c.EnrolmentId)));
    }

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
