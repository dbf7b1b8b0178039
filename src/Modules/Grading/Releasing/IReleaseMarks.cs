using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Grading.Releasing;

/// <summary>The slot of activities whose marks can wait to be released: they keep what was told to whom, and report it (<see cref="ScoreReported"/>).</summary>
public interface IReleaseMarks
{
    /// <summary>The kind of activity (<see cref="IActivityKind.Name"/>).</summary>
    string ActivityKind { get; }

    /// <summary>Tells learners of everything of theirs in this activity that is marked in full; doesn't save.</summary>
    /// <param name="activityId">Which.</param>
    /// <param name="enrolments">Whose; null for everybody's.</param>
    /// <param name="at">Now.</param>
    /// <param name="cancel">When nobody waits any more.</param>
    /// <returns>How many attempts were told of.</returns>
    Task<int> Release(Id<Activity> activityId, IReadOnlyCollection<Id<CourseEnrolment>>? enrolments, DateTimeOffset at, CancellationToken cancel);
}
