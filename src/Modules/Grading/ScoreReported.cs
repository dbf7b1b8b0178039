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
/// <param name="At">When it was reached: of an attempt, when it was handed in, also if it is marked later.</param>
/// <param name="IsSelfReported">Content in the learner's browser said it, and nothing here can tell whether it is true; false for what was computed on the server.</param>
public sealed record ScoreReported(Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, Id<Person> LearnerId, Id<Activity> ActivityId, decimal Points, decimal MaximumPoints, DateTimeOffset At, bool IsSelfReported = false) : IEvent
{
    /// <summary>The attempt that it is about. What is said of the same one later takes the place of what was said before. Null for a result that stands for itself, known by its moment.</summary>
    public Guid? SourceId { get; init; }
    /// <summary>Which of the reports about one attempt is the later: the higher one. The same number again is the same report.</summary>
    public int Revision { get; init; }
    public MarkState State { get; init; } = MarkState.Released;
    /// <summary>Which attempt counts, by the rules that this one met.</summary>
    public GradingPolicy Policy { get; init; } = GradingPolicy.Highest;
}
