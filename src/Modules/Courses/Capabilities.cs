namespace Lectern.Courses;

public static class CourseCapabilities
{
    public static readonly Capability EditCourse = new("course.edit", "edit and publish courses", Role.Administrator, Role.Instructor);
    public static readonly Capability CreateCourse = new("course.create", "make new courses", Role.Administrator, Role.Instructor);
    public static readonly Capability FollowLearners = new("course.follow", "see how learners get on in a course", Role.Administrator, Role.Manager, Role.Instructor);
}
