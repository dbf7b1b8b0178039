using Lectern.Quizzes.QuestionTypes.Files;

namespace Lectern.Quizzes;

/// <summary>A file that a learner sent to a question of an open attempt. Whether it is part of the answer, the answer says.</summary>
public sealed class AttemptFile : Entity<AttemptFile>
{
    public const int LongestName = 200;

    public required Id<Attempt> AttemptId { get; init; }
    public required Id<Question> QuestionId { get; init; }
    /// <summary>Of the content, 64 hexadecimal digits.</summary>
    public required string FileHash { get; init; }
    /// <summary>As the learner called it, without a path; at most 200 characters.</summary>
    public required string Name { get; init; }
    /// <summary>As its content and its name say.</summary>
    public required string MediaType { get; init; }
    /// <summary>In bytes.</summary>
    public required long Length { get; init; }
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>As answers name it.</summary>
    public SentFile ForAnswer() => new(Id, Name, MediaType, Length);
}

internal sealed class AttemptFileMap : IEntityTypeConfiguration<AttemptFile>
{
    public void Configure(EntityTypeBuilder<AttemptFile> file)
    {
        file.Property(f => f.QuestionId);   // of the sealed copy; the draft's may be gone
        file.Property(f => f.FileHash).HasMaxLength(64);
        file.Property(f => f.Name).HasMaxLength(AttemptFile.LongestName);
        file.Property(f => f.MediaType).HasMaxLength(100);
        file.HasOne<Attempt>().WithMany().HasForeignKey(f => f.AttemptId);
        file.HasIndex(f => f.AttemptId);
        file.HasIndex(f => f.FileHash);
    }
}
