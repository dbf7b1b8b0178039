using System.Text.Json.Serialization;
using Lectern.People;

namespace Lectern.Quizzes;

[JsonConverter(typeof(JsonStringEnumConverter<Difficulty>))]
public enum Difficulty { Easy, Medium, Hard }

/// <summary>
/// A question of a bank: its newest version, which is edited in place until a quiz is published with it. From then on that
/// version never changes (<see cref="QuestionVersion"/>), and the next edit begins another. What is particular to its kind is
/// in <see cref="Data"/>, read by the kind alone.
/// </summary>
public sealed class Question : Entity<Question>
{
    public const int LongestPrompt = 20_000;
    public const int LongestFeedback = 5_000;
    public const int LongestName = 120;
    public const int LongestTag = 40;
    public const int MostTags = 10;
    public const decimal MostPoints = 1000;
    private const int LongestWindow = 40;

    private Question() { }

    internal Question(Id<QuestionBank> bankId, string kind, string data, DateTimeOffset at) => (BankId, Kind, Data, WrittenAt) = (bankId, kind, data, at);

    public Id<QuestionBank> BankId { get; private set; }
    /// <summary>Null for directly in the bank.</summary>
    public Id<QuestionCategory>? CategoryId { get; private set; }
    /// <summary>The name of its <see cref="QuestionTypes.IQuestionKind"/>.</summary>
    public string Kind { get; private set; } = "";
    /// <summary>What authors call it among themselves; "" for none. Learners never see it.</summary>
    public string Name { get; private set; } = "";
    public Difficulty? Difficulty { get; private set; }
    /// <summary><see cref="Tags"/>, each between bars, so that a search for one finds it whole; "" for none.</summary>
    public string TagsText { get; private set; } = "";
    /// <summary>Name, prompt and tags as <see cref="SearchWords"/> folds them.</summary>
    public string SearchText { get; private set; } = "";
    /// <summary>Put away: not offered any more, not drawn any more. Quizzes that hold it keep it.</summary>
    public DateTimeOffset? ArchivedAt { get; private set; }
    /// <summary>The question that this one was copied from.</summary>
    public Id<Question>? CopiedFromId { get; private set; }

    /// <summary>Sanitised HTML.</summary>
    public string Prompt { get; private set; } = "";
    /// <summary>What it is usually worth: more than 0, at most 1,000, in hundredths.</summary>
    public decimal Points { get; private set; } = 1;
    /// <summary>JSON; each kind has its own shape.</summary>
    public string Data { get; private set; } = "{}";
    /// <summary>Sanitised HTML, shown with the result.</summary>
    public string Feedback { get; private set; } = "";
    public string HintsJson { get; private set; } = "[]";
    public decimal Penalty { get; private set; } = QuestionContent.UsualPenalty;

    /// <summary>Of what stands here, counted from 1.</summary>
    public int Version { get; private set; } = 1;
    /// <summary>The newest version that a published quiz holds; 0 for none. An edit and a publishing at the same moment see each other by it.</summary>
    public int SealedVersion { get; private set; }
    public bool IsSealed => SealedVersion == Version;
    public DateTimeOffset WrittenAt { get; private set; }
    public Id<Person>? WrittenById { get; private set; }
    public int Revision { get; private set; }
    /// <summary>The editor window that wrote last: it may go on without knowing the newest revision.</summary>
    public string EditedIn { get; private set; } = "";

    public QuestionContent Content => new(Prompt, Points, Data, Feedback, HintsJson, Penalty);
    /// <summary>Lower case.</summary>
    public IReadOnlyList<string> Tags => TagsText.Split('|', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Replaces what it says; refused when somebody else has changed it since this editor window was opened.</summary>
    /// <param name="content">Its data as the question's kind read it.</param>
    /// <param name="by">Who writes; null for a program of the house.</param>
    /// <param name="at">When.</param>
    /// <param name="revision">What the window was opened with; null for whoever replaces it knowingly.</param>
    /// <param name="window">Its key, the same for all saves of one window.</param>
    public Refusal? Write(QuestionContent content, Id<Person>? by, DateTimeOffset at, int? revision = null, string window = "")
    {
        if (revision is { } opened && opened != Revision && window != EditedIn) return new("changed-meanwhile", "Somebody else has changed this question since you opened it. Copy what you wrote, reload the page and add it again.");
        if (content.Check() is { } refusal) return refusal;
        if (Content == content) return null;
        if (IsSealed) Version++;
        (Prompt, Points, Data, Feedback, HintsJson, Penalty) = (content.Prompt, content.Points, content.Data, content.Feedback, content.HintsJson, content.Penalty);
        (WrittenAt, WrittenById) = (at, by);
        ChangedIn(window);
        Changed();
        return null;
    }

    /// <summary>What authors find it by. None of it is part of a version: learners never see it.</summary>
    /// <param name="tags">In any case and order; empty ones are left out.</param>
    public Refusal? Describe(string? name, Difficulty? difficulty, IEnumerable<string> tags)
    {
        var called = (name ?? "").Trim();
        if (called.Length > LongestName) return new("question-name-too-long", "A name has at most {0} characters.", nameof(Name), LongestName);
        var kept = tags.Select(FoldTag).Where(tag => tag.Length > 0).Distinct().ToList();
        if (kept.Count > MostTags) return new("too-many-tags", "A question has at most {0} tags.", nameof(Tags), MostTags);
        if (kept.Any(tag => tag.Length > LongestTag)) return new("tag-too-long", "A tag has at most {0} characters.", nameof(Tags), LongestTag);
        var text = kept.Count == 0 ? "" : $"|{string.Join('|', kept)}|";
        if ((Name, Difficulty, TagsText) == (called, difficulty, text)) return null;
        (Name, Difficulty, TagsText) = (called, difficulty, text);
        Changed();
        return null;
    }

    public static string FoldTag(string? tag) => (tag ?? "").Replace('|', ' ').Trim().ToLowerInvariant();

    /// <summary>To another category of the same bank; null for directly in the bank.</summary>
    public Refusal? MoveTo(Id<QuestionCategory>? category, CategoryTree tree)
    {
        if (category is not null && tree.Find(category)?.BankId != BankId) return new("category-unknown", "This question bank has no such category.", nameof(CategoryId));
        if (CategoryId == category) return null;
        CategoryId = category;
        Revision++;
        return null;
    }

    /// <summary>Whatever was just changed, this editor window did it: it may go on.</summary>
    internal void ChangedIn(string window) => EditedIn = window.Length > LongestWindow ? window[..LongestWindow] : window;

    public void Archive(DateTimeOffset? at)
    {
        ArchivedAt = at;
        Revision++;
    }

    /// <summary>A question of its own that begins as this one is.</summary>
    /// <param name="version">Of an earlier version; null for the newest.</param>
    public Question Copy(Id<QuestionBank> bankId, Id<QuestionCategory>? categoryId, Id<Person>? by, DateTimeOffset at, QuestionContent? version = null)
    {
        var content = version ?? Content;
        var copy = new Question(bankId, Kind, content.Data, at) { ArchivedAt = ArchivedAt, CategoryId = categoryId, Name = Name, Difficulty = Difficulty, TagsText = TagsText, CopiedFromId = Id, WrittenById = by };
        (copy.Prompt, copy.Points, copy.Feedback, copy.HintsJson, copy.Penalty) = (content.Prompt, content.Points, content.Feedback, content.HintsJson, content.Penalty);
        copy.FoldWords();
        return copy;
    }

    /// <summary>A quiz is published with it. The version to keep for ever; null when it is kept already.</summary>
    internal QuestionVersion? Seal(DateTimeOffset at)
    {
        if (IsSealed) return null;
        SealedVersion = Version;
        return new QuestionVersion { QuestionId = Id, Number = Version, Prompt = Prompt, Points = Points, Data = Data, Feedback = Feedback, HintsJson = HintsJson, Penalty = Penalty, WrittenAt = WrittenAt, WrittenById = WrittenById, SealedAt = at };
    }

    /// <param name="points">What it is worth in the quiz; null for the usual.</param>
    internal QuizQuestion ToDocument(decimal? points = null) => ToDocument(Content, Version, points);

    /// <summary>The same in an earlier version.</summary>
    internal QuizQuestion ToDocument(QuestionContent content, int version, decimal? points) =>
        new(Id, Kind, content.Prompt, points ?? content.Points, content.Data, content.Feedback) { Version = version, Hints = content.Hints, Penalty = content.Penalty };

    /// <summary>Makes the question findable by name, words and tags as they are now.</summary>
    internal void FoldWords() => SearchText = SearchWords.Of(Name, RichText.InWords(Prompt), TagsText);

    private void Changed()
    {
        FoldWords();
        Revision++;
    }
}

internal sealed class QuestionMap : IEntityTypeConfiguration<Question>
{
    public void Configure(EntityTypeBuilder<Question> question)
    {
        question.Property(q => q.Kind).HasMaxLength(40);
        question.Property(q => q.Name).HasMaxLength(Question.LongestName);
        question.Property(q => q.TagsText).HasMaxLength((Question.LongestTag + 1) * Question.MostTags + 1);
        question.Property(q => q.Points).HasPrecision(9, 2);
        question.Property(q => q.Penalty).HasPrecision(5, 4);
        question.Property(q => q.EditedIn).HasMaxLength(40);
        question.Property(q => q.CopiedFromId);   // where it came from may be gone
        question.Property(q => q.Revision).IsConcurrencyToken();
        question.Property(q => q.SealedVersion).IsConcurrencyToken();
        question.Ignore(q => q.IsSealed);
        question.Ignore(q => q.Content);
        question.Ignore(q => q.Tags);
        question.HasOne<QuestionBank>().WithMany().HasForeignKey(q => q.BankId).OnDelete(DeleteBehavior.Restrict);
        question.HasOne<QuestionCategory>().WithMany().HasForeignKey(q => q.CategoryId).OnDelete(DeleteBehavior.Restrict);
        question.HasOne<Person>().WithMany().HasForeignKey(q => q.WrittenById).OnDelete(DeleteBehavior.SetNull);
        question.HasIndex(q => new { q.BankId, q.Id });
    }
}
