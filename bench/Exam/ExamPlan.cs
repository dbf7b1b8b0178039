namespace Lectern.Bench.Exam;

/// <summary>A synchronized start.</summary>
/// <param name="Learners">Who start in the same second and hand in in the same second.</param>
/// <param name="Writing">How long they answer in between.</param>
internal sealed record ExamPlan(int Learners, string? Database, string? Data, TimeSpan Writing)
{
    internal const int Questions = 20;
    /// <summary>All of them press the button within this time.</summary>
    internal static readonly TimeSpan Rush = TimeSpan.FromSeconds(1);
}
