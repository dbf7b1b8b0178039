using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Progress;

/// <summary>The topics that pages about progress listen to. Modules that put something on such a page publish on them too.</summary>
public static class ProgressTopics
{
    /// <summary>Who is where in a course.</summary>
    public static string OfCourse(Id<Course> courseId) => $"course/{courseId}/progress";

    /// <summary>The home of a course for one learner: progress, marks, certificate.</summary>
    public static string OfEnrolment(Id<CourseEnrolment> enrolmentId) => $"enrolment/{enrolmentId}";
}
