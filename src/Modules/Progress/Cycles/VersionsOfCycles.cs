using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Progress.Cycles;

/// <summary>By which version of its course an enrolment is judged: the published one, for as long as the cycle lasts; then by the last that it met, whatever is published later.</summary>
public static class VersionsOfCycles
{
    /// <summary>An enrolment with the version that its projection was computed against.</summary>
    internal sealed class Met
    {
        public Id<CourseEnrolment> EnrolmentId { get; init; }
        public CourseVersion Version { get; init; } = default!;
    }

    extension(LecternDb db)
    {
        /// <summary>The version by which an enrolment is judged; none where the course isn't published.</summary>
        public IQueryable<CourseVersion> VersionFor(Id<CourseEnrolment> id) =>
            from enrolment in db.Set<CourseEnrolment>()
            where enrolment.Id == id
            join course in db.Set<Course>() on enrolment.CourseId equals course.Id
            join found in db.Set<CourseProgress>() on enrolment.Id equals found.EnrolmentId into projections
            from progress in projections.DefaultIfEmpty()
            from version in db.Set<CourseVersion>()
            where version.Id == (enrolment.Status == EnrolmentStatus.Past && progress!.VersionId != null ? progress.VersionId : course.PublishedVersionId)
            select version;

        /// <summary>The versions that past cycles met.</summary>
        internal IQueryable<Met> VersionsMet =>
            from enrolment in db.Set<CourseEnrolment>()
            where enrolment.Status == EnrolmentStatus.Past
            join progress in db.Set<CourseProgress>() on enrolment.Id equals progress.EnrolmentId
            join version in db.Set<CourseVersion>() on progress.VersionId equals version.Id
            select new Met { EnrolmentId = enrolment.Id, Version = version };
    }
}
