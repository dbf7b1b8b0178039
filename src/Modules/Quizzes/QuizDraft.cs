namespace Lectern.Quizzes;

/// <summary>A part of a quiz's draft.</summary>
public sealed class SectionDraft : Entity<SectionDraft>
{
    public const int LongestTitle = 120;

    private SectionDraft() { }

    internal SectionDraft(Id<Quiz> quizId, string title, int position) => (QuizId, Title, Position) = (quizId, title, position);

    public Id<Quiz> QuizId { get; private set; }
    /// <summary>Plain text; "" for none.</summary>
    public string Title { get; private set; } = "";
    /// <summary>Every attempt meets its questions in an order of its own.</summary>
    public bool IsShuffled { get; private set; }
    public int Position { get; private set; }

    internal void Describe(string title, bool isShuffled) => (Title, IsShuffled) = (title, isShuffled);
    internal void MoveTo(int position) => Position = position;
}

/// <summary>A place in a quiz's draft: a question of a bank, or some drawn from one.</summary>
public sealed class SlotDraft : Entity<SlotDraft>
{
    private SlotDraft() { }

    internal SlotDraft(Id<Quiz> quizId, Id<SectionDraft> sectionId, int position, Question question) => (QuizId, SectionId, Position, QuestionId, Question) = (quizId, sectionId, position, question.Id, question);

    internal SlotDraft(Id<Quiz> quizId, Id<SectionDraft> sectionId, int position, Draw draw) => (QuizId, SectionId, Position, DrawJson, DrawBankId) = (quizId, sectionId, position, draw.Write(), draw.BankId);

    public Id<Quiz> QuizId { get; private set; }
    public Id<SectionDraft> SectionId { get; private set; }
    /// <summary>Within its section.</summary>
    public int Position { get; private set; }
    public Id<Question>? QuestionId { get; private set; }
    /// <summary>The question, when this isn't a draw.</summary>
    public Question? Question { get; private set; }
    /// <summary>The version that stays, whatever is written later; null for the newest at publishing.</summary>
    public int? PinnedVersion { get; private set; }
    /// <summary>What the question is worth here; null for the usual.</summary>
    public decimal? OwnPoints { get; private set; }
    public string? DrawJson { get; private set; }
    /// <summary>Of <see cref="Draw"/>, to be found by.</summary>
    public Id<QuestionBank>? DrawBankId { get; private set; }
    /// <summary>Taken out of the draft, but not beyond undoing.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    public Draw? Draw => Quizzes.Draw.Read(DrawJson);
    /// <summary>How many questions an attempt meets here.</summary>
    public int Count => Draw?.Count ?? 1;
    /// <summary>What an attempt can earn here.</summary>
    public decimal Points => Draw is { } draw ? draw.Count * draw.Points : OwnPoints ?? Question!.Points;

    internal void MoveTo(Id<SectionDraft> section, int position) => (SectionId, Position) = (section, position);
    internal void Remove(DateTimeOffset at) => RemovedAt = at;
    internal void BringBack() => RemovedAt = null;
    internal void Pin(int? version) => PinnedVersion = version;
    internal void Worth(decimal? points) => OwnPoints = points;
    internal void DrawBy(Draw draw) => (DrawJson, DrawBankId) = (draw.Write(), draw.BankId);
}

internal sealed class SectionDraftMap : IEntityTypeConfiguration<SectionDraft>
{
    public void Configure(EntityTypeBuilder<SectionDraft> section) => section.Property(s => s.Title).HasMaxLength(SectionDraft.LongestTitle);
}

internal sealed class SlotDraftMap : IEntityTypeConfiguration<SlotDraft>
{
    public void Configure(EntityTypeBuilder<SlotDraft> slot)
    {
        slot.Property(s => s.OwnPoints).HasPrecision(9, 2);
        slot.Ignore(s => s.Draw);
        slot.Ignore(s => s.Count);
        slot.Ignore(s => s.Points);
        slot.HasOne(s => s.Question).WithMany().HasForeignKey(s => s.QuestionId).OnDelete(DeleteBehavior.Restrict);
        slot.Property(s => s.DrawBankId);   // the bank keeps its questions as long as somebody holds them; a draw may outlive it
        slot.HasIndex(s => s.DrawBankId);
        slot.HasOne<SectionDraft>().WithMany().HasForeignKey(s => s.SectionId).OnDelete(DeleteBehavior.NoAction);
    }
}
