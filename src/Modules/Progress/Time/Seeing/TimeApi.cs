using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Progress.Time.Seeing;

/// <summary>The evidence of effective time, for programs: intervals in the order of time, which never overlap for one learner.</summary>
internal static class TimeApi
{
    /// <summary>My own, in all my courses or in one.</summary>
    internal static Task<Ok<Paged<StudyTimeInterval>>> Mine(Id<Course>? courseId, string? after, int? size, Me me, LecternDb db, CancellationToken cancel)
    {
        var learnerId = me.Id;
        var mine = db.EvidenceOfTime().Where(r => r.LearnerId == learnerId);
        return Answer(courseId is null ? mine : mine.Where(r => r.CourseId == courseId), after, size, cancel);
    }

    /// <summary>Those of the learners of a course, or of one enrolment in it.</summary>
    internal static Task<Ok<Paged<StudyTimeInterval>>> OfCourse(Id<Course> id, Id<CourseEnrolment>? enrolmentId, string? after, int? size, LecternDb db, CancellationToken cancel)
    {
        var rows = db.EvidenceOfTime().Where(r => r.CourseId == id);
        return Answer(enrolmentId is null ? rows : rows.Where(r => r.EnrolmentId == enrolmentId), after, size, cancel);
    }

    private static async Task<Ok<Paged<StudyTimeInterval>>> Answer(IQueryable<EvidenceRow> which, string? after, int? size, CancellationToken cancel)
    {
        var limit = Cursor.Size(size);
        var rows = await which.PageByTime(after).Take(limit + 1).ToListAsync(cancel);
        var page = Paged<EvidenceRow>.Of(rows, limit, StudyEvidence.KeyOf);
        return TypedResults.Ok(new Paged<StudyTimeInterval>([.. page.Items.Select(r => new StudyTimeInterval(r.EnrolmentId, r.LearnerId, r.CourseId, r.ActivityId, r.From, r.To, Math.Round((r.To - r.From).TotalSeconds, 3), r.IsLate))], page.Next));
    }

    /// <param name="To">The first moment that isn't in it.</param>
    /// <param name="ReportedLater">Whether the device told of it only later, because it had no connection.</param>
    internal sealed record StudyTimeInterval(
        Id<CourseEnrolment> EnrolmentId, Id<Person> LearnerId, Id<Course> CourseId, Id<Activity> ActivityId, DateTimeOffset From, DateTimeOffset To, double Seconds, bool ReportedLater);
}
