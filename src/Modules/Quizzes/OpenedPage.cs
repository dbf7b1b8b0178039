namespace Lectern.Quizzes;

/// <summary>
/// A page of an attempt, opened once in some browser, and the latest of its saves that was heard: saves overtake each other, arrive twice, or
/// hours later from a browser that kept them, and an earlier one must never undo a later one of the same page.
/// </summary>
public sealed class OpenedPage : Entity<OpenedPage>
{
    public required Id<Attempt> AttemptId { get; init; }
    /// <summary>What the script made up for it (form-journal.ts), letters and digits.</summary>
    public required string Name { get; init; }
    /// <summary>The number of the latest save; a page counts its own from 1.</summary>
    public int Latest { get; private set; }

    public void Hear(int number) => Latest = Math.Max(Latest, number);
}

internal sealed class OpenedPageMap : IEntityTypeConfiguration<OpenedPage>
{
    public const int LongestName = 40;

    public void Configure(EntityTypeBuilder<OpenedPage> page)
    {
        page.Property(p => p.Name).HasMaxLength(LongestName);
        page.HasOne<Attempt>().WithMany().HasForeignKey(p => p.AttemptId);
        page.HasIndex(p => new { p.AttemptId, p.Name }).IsUnique();
    }
}
