namespace Lectern.Quizzes;

/// <summary>A picture that somebody put into a question. Questions travel between banks and courses, so it belongs to none; kept for good: sealed quizzes may show it.</summary>
public sealed class QuestionImage : Entity<QuestionImage>
{
    /// <summary>Where authors send pictures to.</summary>
    public const string UploadAddress = "/quizzes/images";

    /// <summary>Of the content, 64 hexadecimal digits.</summary>
    public required string FileHash { get; init; }
    public required string MediaType { get; init; }
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Where it is shown. Nobody can guess it who wasn't shown the picture.</summary>
    public static string Address(string hash) => $"/files/questions/{hash}";

    /// <summary>Whether this is the address of such a picture.</summary>
    public static bool IsAddress(string? address) => address is { Length: 81 } && address.StartsWith("/files/questions/", StringComparison.Ordinal) && address[17..].All(char.IsAsciiHexDigitLower);
}

internal sealed class QuestionImageMap : IEntityTypeConfiguration<QuestionImage>
{
    public void Configure(EntityTypeBuilder<QuestionImage> image)
    {
        image.Property(i => i.FileHash).HasMaxLength(64);
        image.Property(i => i.MediaType).HasMaxLength(100);
        image.HasIndex(i => i.FileHash).IsUnique();
    }
}
