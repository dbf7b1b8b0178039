namespace Lectern.Grading;

public static class GradingCapabilities
{
    public static readonly Capability ViewGrades = new("grades.view", "see and export the marks of a course's learners", Role.Administrator, Role.Manager, Role.Instructor);
    public static readonly Capability ReleaseMarks = new("grades.release", "decide when learners are told of their marks", Role.Administrator, Role.Instructor);
}
