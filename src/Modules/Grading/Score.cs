namespace Lectern.Grading;

/// <summary>A number of points out of some.</summary>
/// <param name="At">When it was reached.</param>
/// <param name="IsSelfReported">Content in the learner's browser said it.</param>
public sealed record Score(decimal Points, decimal MaximumPoints, DateTimeOffset At, bool IsSelfReported)
{
    /// <summary>From 0 to 1; 0 out of nothing.</summary>
    public decimal Share => MaximumPoints <= 0 ? 0 : Math.Clamp(Points / MaximumPoints, 0, 1);

    /// <summary>From 0 to 100, two decimals.</summary>
    public decimal Percent => decimal.Round(100 * Share, 2, MidpointRounding.AwayFromZero);
}
