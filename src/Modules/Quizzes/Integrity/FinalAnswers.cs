using Lectern.Enrolment;

namespace Lectern.Quizzes.Integrity;

/// <summary>A question as it was when it was answered.</summary>
public readonly record struct MetQuestion(Id<Question> Id, int Version);

/// <summary>What was answered in an attempt in the end.</summary>
/// <param name="Taken">From the start to the end.</param>
/// <param name="Percent">0 to 100.</param>
/// <param name="Wrong">The answers that earned nothing, as their kinds write them.</param>
public sealed record FinalAnswers(Id<Attempt> AttemptId, Id<CourseEnrolment> EnrolmentId, string Name, TimeSpan Taken, decimal Percent, IReadOnlyDictionary<MetQuestion, string> Wrong);
