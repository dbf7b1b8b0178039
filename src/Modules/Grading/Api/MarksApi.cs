using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Grading.Gradebook;
using Lectern.People;
using Lectern.Progress;
using Lectern.Web.Api;

namespace Lectern.Grading.Api;

/// <summary>Marks, for programs.</summary>
internal static class MarksApi
{
    /// <summary>My marks in all courses, by activity; the latest first.</summary>
    internal static async Task<Ok<Paged<MyMark>>> Mine(Me me, string? after, int? size, LecternDb db, CancellationToken cancel)
    {
        var limit = Cursor.Size(size);
        var found = await (
            from mark in db.Set<Mark>().AsNoTracking()
            join enrolment in db.Set<CourseEnrolment>() on mark.EnrolmentId equals enrolment.Id
            where enrolment.LearnerId == me.Id && enrolment.Status == EnrolmentStatus.Active
            select mark).Page(m => m.LastAt, m => m.Id, descending: true, after).Take(limit + 1).ToListAsync(cancel);
        var page = Paged<Mark>.Of(found, limit, m => Keyset.KeyOf(m.LastAt, m.Id));
        return TypedResults.Ok(new Paged<MyMark>([.. page.Items.Select(m => new MyMark(m.CourseId, m.ActivityId, m.Told?.Points, m.Told?.MaximumPoints, m.Told?.Percent, m.State, m.Policy, m.Attempts, m.Told?.At, m.LastAt, m.IsSelfReported))], page.Next));
    }

    /// <summary>The learners of a course with their marks, by name.</summary>
    internal static async Task<Results<Ok<Paged<LearnerMarks>>, NotFound>> OfCourse(Id<Course> id, string? after, int? size, LecternDb db, CancellationToken cancel)
    {
        if (await ShowGradebook.CourseOf(db, id, cancel) is not { } course) return TypedResults.NotFound();
        var limit = Cursor.Size(size);
        var activities = await db.GradedActivities(id, course.Outline, cancel);
        var found = await db.GradebookLearners(id).Page(l => l.Name, l => l.EnrolmentId, descending: false, after, id => db.LearnerNames(id)).Take(limit + 1).ToListAsync(cancel);
        var page = Paged<GradebookLearner>.Of(found, limit, l => Keyset.KeyOf(l.EnrolmentId));
        var rows = await db.WithMarks(page.Items, activities, cancel);
        return TypedResults.Ok(new Paged<LearnerMarks>([.. rows.Select(r => new LearnerMarks(r.Learner.EnrolmentId, r.Learner.LearnerId, r.Learner.Name, r.Total,
            [.. r.Marks.Values.Select(m => new ActivityMark(m.ActivityId, m.Known?.Points, m.Known?.MaximumPoints, m.Known?.Percent, m.State, m.Policy, m.Attempts, m.Known?.At, m.IsSelfReported))]))], page.Next));
    }

    /// <param name="Points">Null until a mark is released; a mark of earlier attempts stays while a further one is marked.</param>
    /// <param name="State">InProgress, NeedsMarking or Provisional while something is still to come.</param>
    /// <param name="Policy">Which of several attempts makes the mark.</param>
    internal sealed record MyMark(Id<Course> CourseId, Id<Activity> ActivityId, decimal? Points, decimal? MaximumPoints, decimal? Percent, MarkState State, GradingPolicy Policy, int Attempts, DateTimeOffset? At, DateTimeOffset LastAt, bool IsSelfReported);

    internal sealed record LearnerMarks(Id<CourseEnrolment> EnrolmentId, Id<Person> LearnerId, string Name, decimal? TotalPercent, IReadOnlyList<ActivityMark> Marks);

    /// <param name="Points">Null while nothing was handed in; until the state is Released its learner doesn't know it.</param>
    internal sealed record ActivityMark(Id<Activity> ActivityId, decimal? Points, decimal? MaximumPoints, decimal? Percent, MarkState State, GradingPolicy Policy, int Attempts, DateTimeOffset? At, bool IsSelfReported);
}
