namespace Lectern.Quizzes.Behaviours;

/// <summary>Like an exam on paper: nothing is marked before all is handed in.</summary>
internal sealed class DeferredFeedback : IBehaviour
{
    internal const string Key = "deferred";

    public string Name => Key;
    public string Label => "At the end";
    public string Rule => "Answers can be changed until the quiz is submitted. Then all of them are marked.";
    public bool Checks => false;
    public Standing Stand(QuizQuestion question, IReadOnlyList<Try> tries) => new(tries[^1].Fraction, tries.Count, IsClosed: false);
}

/// <summary>Each question is marked when its learner asks, once.</summary>
internal sealed class ImmediateFeedback : IBehaviour
{
    public string Name => "immediate";
    public string Label => "At once";
    public string Rule => "Each question can be checked once. Then it shows how it went, and can't be changed any more.";
    public bool Checks => true;
    public Standing Stand(QuizQuestion question, IReadOnlyList<Try> tries) => new(tries[0].Fraction, 1, IsClosed: true);
}
