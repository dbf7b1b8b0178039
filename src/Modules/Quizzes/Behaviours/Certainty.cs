namespace Lectern.Quizzes.Behaviours;

/// <summary>
/// Whoever is sure earns more, and loses more where they are wrong: at certainty 1, 2 and 3 a right answer earns 1, 2 and 3,
/// a wrong one 0, −2 and −6 (certainty-based marking, docs.moodle.org/en/Using_certainty-based_marking). A question's points are
/// what the surest right answer earns, so these are thirds of them; where nothing is said, 1 is meant.
/// </summary>
internal static class Certainty
{
    internal const int Highest = 3;

    private static readonly decimal[] Right = [1, 2, 3];
    private static readonly decimal[] Wrong = [0, -2, -6];

    /// <summary>−2 to 1. What is partly right earns its share of the right answer's, as the field has it.</summary>
    internal static decimal Fraction(Try one)
    {
        var level = Math.Clamp(one.Certainty ?? 1, 1, Highest) - 1;
        var share = QuestionStates.Of(one.Fraction) == QuestionState.Wrong ? Wrong[level] : Right[level] * one.Fraction;
        return decimal.Round(share / Highest, 6, MidpointRounding.AwayFromZero);
    }

    /// <summary>English keys of how sure somebody can be, from 1.</summary>
    internal static IReadOnlyList<string> Levels { get; } = ["Not very sure", "Quite sure", "Very sure"];

    internal static IReadOnlyList<string> Explain(Try one, Texts texts)
    {
        var level = Math.Clamp(one.Certainty ?? 1, 1, Highest);
        string[] share = one.State == QuestionState.Wrong
            ? ["wrong, which costs nothing then", "wrong, which costs two thirds of the points then", "wrong, which costs twice the points then"]
            : ["what is right earns a third of the points then", "what is right earns two thirds of the points then", "what is right earns all of the points then"];
        return [texts["{0}: {1}", texts[Levels[level - 1]], texts[share[level - 1]]]];
    }
}

/// <summary>With certainty, and marked at the end.</summary>
internal sealed class DeferredCertainty : IBehaviour
{
    public string Name => "certainty-deferred";
    public string Label => "With certainty, at the end";
    public string Rule => "Learners say how sure they are of each answer. Being sure and right earns all points, less sure a third or two; being sure and wrong costs points. All is marked when the quiz is submitted.";
    public bool Checks => false;
    public bool AsksCertainty => true;
    public Standing Stand(QuizQuestion question, IReadOnlyList<Try> tries) => new(Certainty.Fraction(tries[^1]), tries.Count, IsClosed: false);
    public IReadOnlyList<string> Explain(QuizQuestion question, IReadOnlyList<Try> tries, Texts texts) => Certainty.Explain(tries[^1], texts);
}

/// <summary>With certainty, and each question is marked when its learner asks, once.</summary>
internal sealed class ImmediateCertainty : IBehaviour
{
    public string Name => "certainty-immediate";
    public string Label => "With certainty, at once";
    public string Rule => "Learners say how sure they are of each answer. Being sure and right earns all points, less sure a third or two; being sure and wrong costs points. Each question can be checked once.";
    public bool Checks => true;
    public bool AsksCertainty => true;
    public Standing Stand(QuizQuestion question, IReadOnlyList<Try> tries) => new(Certainty.Fraction(tries[0]), 1, IsClosed: true);
    public IReadOnlyList<string> Explain(QuizQuestion question, IReadOnlyList<Try> tries, Texts texts) => Certainty.Explain(tries[0], texts);
}
