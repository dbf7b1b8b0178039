using Lectern.People;
using Lectern.Quizzes.Regrading;

namespace Lectern.Quizzes;

/// <summary>
/// What one question of an attempt looked like from this moment on: the answer, the flag, how far it has come, and once it is
/// marked the fraction. Appended, never changed; the latest step of a question counts, and the earlier ones tell how it came
/// about. Everything that an attempt earns follows from its steps.
/// </summary>
public sealed class AttemptStep : Entity<AttemptStep>
{
    public const int LongestComment = 20_000;

    public required Id<Attempt> AttemptId { get; init; }
    public required Id<Question> QuestionId { get; init; }
    public StepAction Action { get; init; }
    public QuestionState State { get; init; }
    /// <summary>JSON as the question's kind writes it; null when there is no answer.</summary>
    public required string? Response { get; init; }
    /// <summary>How sure the learner is, 1 to 3; null where nobody asks.</summary>
    public int? Certainty { get; init; }
    /// <summary>Marked by the learner to come back to.</summary>
    public required bool IsFlagged { get; init; }
    /// <summary>Of the question's points, in millionths: 0 to 1, and below 0 where being sure and wrong costs points; null while it isn't marked.</summary>
    public decimal? Fraction { get; init; }
    /// <summary>What who marked it has to say, as sanitised HTML; "" for nothing.</summary>
    public string Comment { get; init; } = "";
    /// <summary>The person who marked it, who may not be known here any more; null when nobody did.</summary>
    public Id<Person>? MarkedById { get; init; }
    /// <summary>The sealed quiz by whose question it was marked anew; null where it wasn't marked by a question.</summary>
    public Id<QuizContent>? MarkedByContentId { get; init; }
    /// <summary>The decision to mark it anew that this follows from; null where it doesn't.</summary>
    public Id<Regrade>? RegradeId { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>The order of steps (<see cref="Sequential.Next"/>).</summary>
    public long Position { get; init; } = Sequential.Next();
}

internal sealed class AttemptStepMap : IEntityTypeConfiguration<AttemptStep>
{
    public void Configure(EntityTypeBuilder<AttemptStep> step)
    {
        step.Property(s => s.QuestionId);   // of the sealed copy; the draft's may be gone
        step.Property(s => s.MarkedById);   // who marked may be gone; what they said stays
        step.Property(s => s.MarkedByContentId);
        step.Property(s => s.RegradeId);
        step.Property(s => s.Fraction).HasPrecision(7, 6);
        step.HasOne<Attempt>().WithMany().HasForeignKey(s => s.AttemptId);
        step.HasIndex(s => new { s.AttemptId, s.QuestionId, s.Position });
    }
}
