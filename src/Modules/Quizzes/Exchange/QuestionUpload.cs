using Lectern.People;

namespace Lectern.Quizzes.Exchange;

/// <summary>A file of questions that somebody looks through before taking it over. Only that person finds it, and only for <see cref="Life"/>.</summary>
public sealed class QuestionUpload : Entity<QuestionUpload>
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);
    public const int LongestName = 255;

    public required Id<Person> PersonId { get; init; }
    /// <summary>Where it goes. A course's bank may not be there yet.</summary>
    public required Id<QuestionBank> BankId { get; init; }
    public required string FileHash { get; init; }
    public required string FileName { get; init; }
    public required DateTimeOffset UploadedAt { get; init; }
}

internal sealed class QuestionUploadMap : IEntityTypeConfiguration<QuestionUpload>
{
    public void Configure(EntityTypeBuilder<QuestionUpload> upload)
    {
        upload.Property(u => u.FileHash).HasMaxLength(64);
        upload.Property(u => u.FileName).HasMaxLength(QuestionUpload.LongestName);
        upload.HasOne<Person>().WithMany().HasForeignKey(u => u.PersonId).OnDelete(DeleteBehavior.Cascade);
        upload.HasIndex(u => u.UploadedAt);
    }
}
