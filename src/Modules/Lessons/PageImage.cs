using Lectern.Courses;

namespace Lectern.Lessons;

/// <summary>A picture that somebody put into a text of a course. Kept for as long as the course: sealed versions may show it.</summary>
public sealed class PageImage : Entity<PageImage>
{
    public required Id<Course> CourseId { get; init; }
    public required string FileHash { get; init; }
    public required string MediaType { get; init; }
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Where it is shown, for those who may see the course.</summary>
    public static string Address(Id<Course> courseId, string hash) => $"/files/courses/{courseId}/{hash}";
}

internal sealed class PageImageMap : IEntityTypeConfiguration<PageImage>
{
    public void Configure(EntityTypeBuilder<PageImage> image)
    {
        image.Property(i => i.FileHash).HasMaxLength(64);
        image.Property(i => i.MediaType).HasMaxLength(100);
        image.HasOne<Course>().WithMany().HasForeignKey(i => i.CourseId);
        image.HasIndex(i => new { i.CourseId, i.FileHash }).IsUnique();
    }
}
