namespace Lectern.Enrolment;

/// <summary>Why somebody is a learner of a course (<see cref="CourseEnrolment.Source"/>).</summary>
public static class EnrolmentSources
{
    public const string Self = "self";
    public const string Assigned = "assigned";
    public const string Import = "import";
}
