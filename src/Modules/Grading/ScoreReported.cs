using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Grading;

/// <summary>An activity of any kind says what a learner scored; activities raise it, Grading keeps the mark.</summary>
/// <param name="Points">From 0 to <paramref name="MaximumPoints"/>, computed on the server.</param>
public sealed record ScoreReported(Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, Id<Person> LearnerId, Id<Activity> ActivityId, decimal Points, decimal MaximumPoints, DateTimeOffset At) : IEvent;
