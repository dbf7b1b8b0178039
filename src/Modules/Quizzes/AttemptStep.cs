namespace Lectern.Quizzes;

/// <summary>
/// What one question of an attempt looked like from this moment on: the answer, the flag, and once it is marked the
/// fraction. Appended, never changed; the latest step of a question counts, and the earlier ones tell how it came about.
/// </summary>
public sealed class AttemptStep : Entity<AttemptStep>
{
    public required Id<Attempt> AttemptId { get; init; }
    public required Id<Question> QuestionId { get; init; }
    /// <summary>JSON as the question's kind writes it; null when there is no answer.</summary>
    public required string? Response { get; init; }
    /// <summary>Marked by the learner to come back to.</summary>
    public required bool IsFlagged { get; init; }
    /// <summary>0 to 1, in millionths; null while it isn't marked.</summary>
    public decimal? Fraction { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>The order of steps (<see cref="Sequential.Next"/>).</summary>
    public long Position { get; init; } = Sequential.Next();
}

internal sealed class AttemptStepMap : IEntityTypeConfiguration<AttemptStep>
{
    public void Configure(EntityTypeBuilder<AttemptStep> step)
    {
        step.Property(s => s.QuestionId);   // of the sealed copy; the draft's may be gone
        step.Property(s => s.Fraction).HasPrecision(7, 6);
        step.HasOne<Attempt>().WithMany().HasForeignKey(s => s.AttemptId);
        step.HasIndex(s => new { s.AttemptId, s.QuestionId, s.Position });
    }
}
