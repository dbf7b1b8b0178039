using Lectern.Courses;

namespace Lectern.Grading.Explaining;

/// <summary>Who asks.</summary>
public enum MarkViewer
{
    /// <summary>The learner themselves, and programs with their token: what was released.</summary>
    Learner,
    /// <summary>Whoever sees the marks of the course.</summary>
    Grader,
}

/// <summary>The slot of activities that can say how the points of an attempt came about. It is told by the code that computes them.</summary>
public interface IExplainMarks
{
    /// <summary>The kind of activity (<see cref="IActivityKind.Name"/>).</summary>
    string ActivityKind { get; }

    /// <summary>The explanations by the attempt (<see cref="ScoreEntry.SourceId"/>). A constant number of statements.</summary>
    /// <param name="attempts">Of one learner in one activity.</param>
    /// <param name="viewer">Whom it is told: what they mustn't know isn't in it.</param>
    /// <param name="cancel">When nobody waits any more.</param>
    Task<IReadOnlyDictionary<Guid, ExplainedAttempt>> Explain(IReadOnlyCollection<Guid> attempts, MarkViewer viewer, CancellationToken cancel);
}

/// <summary>How the points of one attempt came about, in the reader's language.</summary>
/// <param name="Address">Where the attempt can be seen; null for nowhere.</param>
/// <param name="Lines">One for each part that counts, in its order; empty where the reader may know the sum alone.</param>
public sealed record ExplainedAttempt(string? Address, IReadOnlyList<ExplainedLine> Lines);

/// <param name="Words">"Question 3: 2 of 4 parts right".</param>
/// <param name="Points">"1 of 2".</param>
/// <param name="History">What it was before, the first to the last: "Marked anew with version 2 on 3 May: before 0 of 2 points".</param>
public sealed record ExplainedLine(string Words, string Points, IReadOnlyList<string> History);
