namespace Lectern.Enrolment;

public static class EnrolmentCapabilities
{
    public static readonly Capability EnrolOthers = new("enrolment.assign", "enrol other people in a course", Role.Administrator, Role.Manager, Role.Instructor);
}
