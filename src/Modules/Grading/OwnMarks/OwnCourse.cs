using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Grading.OwnMarks;

/// <summary>A course as one of its learners asks for it by its address.</summary>
internal sealed record OwnCourse(string Title, Id<CourseEnrolment> EnrolmentId)
{
    /// <param name="cycle">Which of their cycles, from 1, unless they were taken out of it; null for the one that is going on.</param>
    /// <returns>Null when they aren't in it. One statement.</returns>
    internal static Task<OwnCourse?> Find(LecternDb db, string slug, int? cycle, Id<Person> learner, CancellationToken cancel) => (
        from course in db.Courses.AsNoTracking()
        where course.Slug == slug
        join enrolment in db.Enrolments on course.Id equals enrolment.CourseId
        where enrolment.LearnerId == learner && (cycle == null ? enrolment.Status == EnrolmentStatus.Active : enrolment.Cycle == cycle && enrolment.Status != EnrolmentStatus.Withdrawn)
        select new OwnCourse(course.Title, enrolment.Id)).SingleOrDefaultAsync(cancel);
}
