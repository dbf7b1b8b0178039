using Lectern.Courses;

namespace Lectern.Grading;

internal static class GradingTopics
{
    internal static string OfCourse(Id<Course> courseId) => $"course/{courseId}/grades";
}
