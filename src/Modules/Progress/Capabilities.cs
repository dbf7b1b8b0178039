namespace Lectern.Progress;

public static class ProgressCapabilities
{
    public static readonly Capability AdjustSchedules = new("schedule.adjust", "give single learners of a course more time or a break, and waive lessons for them", Role.Administrator, Role.Manager, Role.Instructor);
    /// <summary>Wider than following a course: whatever the people of one's units learn, whoever teaches it; but of them only.</summary>
    public static readonly Capability FollowPeople = new("people.follow", "see how the people of their units get on in all their courses", Role.Administrator, Role.Manager);
}
