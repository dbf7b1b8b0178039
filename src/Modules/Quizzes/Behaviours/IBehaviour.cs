using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Behaviours;

/// <summary>
/// The behaviour slot: how a quiz answers while it is taken, whatever its questions are (the field's question behaviours,
/// docs.moodle.org/en/Question_behaviours). Each filling is a class here that nothing else names; listed in <see cref="QuizBehaviours"/>.
/// Pure: what a question earned follows from its tries, now and years later.
/// </summary>
public interface IBehaviour
{
    /// <summary>Stable, lower case, kept in the database: "several-tries".</summary>
    string Name { get; }
    /// <summary>English key of what people call it.</summary>
    string Label { get; }
    /// <summary>English key of how it works, in a sentence that authors and learners read.</summary>
    string Rule { get; }
    /// <summary>Each question can be checked while the attempt goes on.</summary>
    bool Checks { get; }
    /// <summary>Learners say how sure they are, 1 to 3.</summary>
    bool AsksCertainty => false;

    /// <summary>What a try that is not right takes from the next one, of the points, 0 to 1; null where there is no next one.</summary>
    decimal? CostOf(QuizQuestion question) => null;

    /// <summary>Where a question stands after these tries. The answer that is handed in last is the last try, where it wasn't checked.</summary>
    /// <param name="question">As the attempt met it.</param>
    /// <param name="tries">In their order; at least one.</param>
    Standing Stand(QuizQuestion question, IReadOnlyList<Try> tries);

    /// <summary>How it came to that, in words that learners understand, one line each; nothing where right and wrong say it all.</summary>
    IReadOnlyList<string> Explain(QuizQuestion question, IReadOnlyList<Try> tries, Texts texts) => [];
}

/// <summary>An answer that was marked.</summary>
/// <param name="Fraction">What it is worth by its kind alone, 0 to 1.</param>
/// <param name="Certainty">How sure the learner was, 1 to 3; null where nobody asked or nothing was said.</param>
public sealed record Try(decimal Fraction, int? Certainty = null)
{
    public QuestionState State => QuestionStates.Of(Fraction);
    public bool IsRight => State == QuestionState.Right;
}

/// <summary>Where a question stands.</summary>
/// <param name="Fraction">Of its points, what it has earned; below 0 only where being sure of what is wrong costs points.</param>
/// <param name="Counted">Which of the tries that comes of, from 1.</param>
/// <param name="IsClosed">It can't be answered any more.</param>
/// <param name="TriesLeft">Null for any number.</param>
/// <param name="Hints">How many of the question's hints are shown.</param>
public sealed record Standing(decimal Fraction, int Counted, bool IsClosed, int? TriesLeft = 0, int Hints = 0);

/// <summary>The behaviours there are, in the order in which authors choose; the first is that of a new quiz and of one that was sealed before there was a choice.</summary>
public static class QuizBehaviours
{
    public static IReadOnlyList<IBehaviour> All { get; } = [new DeferredFeedback(), new ImmediateFeedback(), new SeveralTries(), new Adaptive(), new AdaptiveWithoutPenalties(), new DeferredCertainty(), new ImmediateCertainty()];

    public static IBehaviour? Find(string? name) => All.FirstOrDefault(behaviour => behaviour.Name == name);

    /// <summary>That of a quiz for a question. What a person or a job marks, or nobody, can't be answered while it is taken (in the field's words: it is graded manually).</summary>
    public static IBehaviour For(QuizSettings settings, IQuestionKind kind) => kind.MarkedBy == MarkedBy.Server && Find(settings.Behaviour) is { } chosen ? chosen : All[0];

    /// <summary>How tries went, one line each; one alone is told by how the question went.</summary>
    internal static IEnumerable<string> InWords(IReadOnlyList<Try> tries, Texts texts) => tries.Count == 1 ? [] : tries.Select((one, index) => texts[one.State switch
    {
        QuestionState.Right => "Try {0}: right",
        QuestionState.Partial => "Try {0}: partly right",
        _ => "Try {0}: not right",
    }, index + 1]);
}
