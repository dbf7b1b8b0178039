namespace Lectern.Quizzes;

/// <summary>A question of an attempt and what it earns.</summary>
/// <param name="Question">As the attempt met it.</param>
/// <param name="Number">From 1, in the order of the paper.</param>
/// <param name="Step">The one that holds; null while nothing was answered.</param>
public sealed record ReckonedQuestion(QuizQuestion Question, int Number, AttemptStep? Step)
{
    /// <summary>False for what nobody marks and for what was dropped.</summary>
    public bool Counts => Step?.State != QuestionState.Finished;
    /// <summary>Null while it isn't marked.</summary>
    public decimal? Points => Counts ? Step?.Fraction * Question.Points : null;
    public bool Waits => Step?.State == QuestionState.NeedsMarking;
}

/// <summary>From the steps of an attempt to its points. The same that computes them shows how they came about.</summary>
/// <param name="sheet">With the latest step of each question.</param>
public sealed class AttemptReckoning(AnswerSheet sheet)
{
    public IReadOnlyList<ReckonedQuestion> Questions { get; } = [.. sheet.Paper.Questions.Select((placed, index) => new ReckonedQuestion(placed.Question, index + 1, sheet.Latest(placed.Question.Id)))];
    /// <summary>Rounded once, at the end, to two decimals; never below 0, however sure somebody was of what is wrong.</summary>
    public decimal Points => Math.Max(0, decimal.Round(Questions.Sum(q => q.Points ?? 0), 2, MidpointRounding.AwayFromZero));
    public decimal MaximumPoints => Questions.Where(q => q.Counts).Sum(q => q.Question.Points);
    /// <summary>Something is still to be marked.</summary>
    public bool Waits => Questions.Any(q => q.Waits);
    /// <summary>Of an attempt that is handed in.</summary>
    public AttemptState State => Waits ? AttemptState.Submitted : AttemptState.Finished;
    public bool IsPassed => !Waits && Percent(Points, MaximumPoints) >= sheet.Quiz.Settings.PassingPercent;

    /// <summary>0 to 100; 0 out of nothing.</summary>
    public static decimal Percent(decimal points, decimal maximum) => maximum == 0 ? 0 : points / maximum * 100;
}
