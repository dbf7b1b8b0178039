using Lectern.Courses;

namespace Lectern.Lessons;

/// <summary>The text of a page as a version of the course has it. Never changed, and kept when the activity leaves the draft.</summary>
public sealed class PageContent : Entity<PageContent>
{
    public required Id<Activity> ActivityId { get; init; }
    /// <summary>Sanitised HTML.</summary>
    public required string Html { get; init; }
    public required DateTimeOffset SealedAt { get; init; }
}

internal sealed class PageContentMap : IEntityTypeConfiguration<PageContent>
{
    public void Configure(EntityTypeBuilder<PageContent> content) => content.HasIndex(c => c.ActivityId);
}
