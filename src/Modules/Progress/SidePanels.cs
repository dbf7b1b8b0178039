using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Following;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress;

/// <summary>The slot beside the first page: certificates, what waits to be marked. One SQL statement each at most.</summary>
public interface IHomePanel
{
    /// <summary>The order from the top.</summary>
    int Position { get; }

    /// <summary>What to show to this person, who is signed in; null for nothing.</summary>
    Task<RenderFragment?> Show(Me me, CancellationToken cancel);
}

/// <summary>The slot beside a course's home, and beside each earlier time that the learner took it: marks, the certificate. One SQL statement each at most.</summary>
public interface ICoursePanel
{
    /// <summary>The order from the top.</summary>
    int Position { get; }

    /// <summary>What to show to this learner about this course; null for nothing.</summary>
    Task<RenderFragment?> Show(LearnersCourse course, CancellationToken cancel);
}

/// <summary>The slot on the page about a learner, for those who follow them: attempts at quizzes, parts of packages. One SQL statement each at most.</summary>
public interface ILearnerPanel
{
    /// <summary>The order from the top.</summary>
    int Position { get; }

    /// <summary>What to show of this learner; null for nothing.</summary>
    Task<RenderFragment?> Show(FollowedLearner learner, CancellationToken cancel);
}

/// <summary>A course as one of its learners has it.</summary>
public sealed record LearnersCourse(Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, Id<Person> LearnerId, string Slug, string Title, Outline Outline, bool HasCertificate, DateTimeOffset? CompletedAt)
{
    /// <summary>Which time they take it; 1 is the first.</summary>
    public int Cycle { get; init; } = 1;
    /// <summary>Whether they have begun it again since.</summary>
    public bool IsPast { get; init; }
    /// <summary>How long they were at it.</summary>
    public required StudyTime Studied { get; init; }
}

/// <summary>Effective time of a learner of a course, at each lesson where there is any. A moment counts for one lesson only, so whatever is summed are plain sums.</summary>
/// <param name="ByLesson">Also of lessons that aren't in the course any more.</param>
public sealed record StudyTime(IReadOnlyDictionary<Id<Activity>, TimeSpan> ByLesson)
{
    /// <summary>In how many lessons it was spent.</summary>
    public int Lessons => ByLesson.Count;
    /// <summary>In all.</summary>
    public TimeSpan Time => Sum(ByLesson.Values);

    /// <summary>Of a module, with the lessons in it that are hidden by now.</summary>
    public TimeSpan In(OutlineModule module) => Sum(module.Activities.Select(a => ByLesson.GetValueOrDefault(a.Id)));

    /// <summary>Of lessons that aren't in the course any more.</summary>
    public TimeSpan Outside(Outline outline) => Time - Sum(outline.Modules.Select(In));

    private static TimeSpan Sum(IEnumerable<TimeSpan> times) => times.Aggregate(TimeSpan.Zero, (sum, time) => sum + time);
}
