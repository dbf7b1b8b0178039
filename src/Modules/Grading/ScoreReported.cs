using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Grading;

/// <summary>An activity of any kind says what a learner scored; activities raise it, Grading keeps the mark.</summary>
/// <param name="EnrolmentId">Whose.</param>
/// <param name="CourseId">In which course.</param>
/// <param name="LearnerId">Who.</param>
/// <param name="ActivityId">In what.</param>
/// <param name="Points">From 0 to <paramref name="MaximumPoints"/>.</param>
/// <param name="MaximumPoints">Of how many.</param>
/// <param name="At">When.</param>
/// <param name="IsSelfReported">Content in the learner's browser said it, and nothing here can tell whether it is true; false for what was computed on the server.</param>
public sealed record ScoreReported(Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, Id<Person> LearnerId, Id<Activity> ActivityId, decimal Points, decimal MaximumPoints, DateTimeOffset At, bool IsSelfReported = false) : IEvent;
