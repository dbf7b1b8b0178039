namespace Lectern.Courses;

public static class CourseCapabilities
{
    /// <summary>Held by every role that holds the capability of any <see cref="CourseTab"/>: they find the course in their list, and also when it isn't offered to everyone.</summary>
    public static readonly Capability WorkOnCourses = new("course.work", "see the courses that they teach, manage or follow", Role.Administrator, Role.Manager, Role.Instructor);
    public static readonly Capability EditCourse = new("course.edit", "edit and publish courses", Role.Administrator, Role.Instructor);
    public static readonly Capability CreateCourse = new("course.create", "make new courses", Role.Administrator, Role.Instructor);
    public static readonly Capability FollowLearners = new("course.follow", "see how learners get on in a course", Role.Administrator, Role.Manager, Role.Instructor);
}
