using Lectern.Courses;
using Lectern.People;

namespace Lectern.Quizzes;

/// <summary>
/// Where questions are kept. A course has one, made when it is first needed: it has the course's id, as the course's scope
/// does. Others belong to an organisation unit and are shared by the courses at it and below.
/// </summary>
public sealed class QuestionBank : Entity<QuestionBank>, IAudited
{
    public const int LongestName = 120;
    public const int MostQuestions = 20_000;

    private QuestionBank() { }

    /// <summary>The bank of a course.</summary>
    public QuestionBank(Id<Course> courseId) => (Id, ScopeId) = (Of(courseId), new Id<Scope>(courseId.Value));

    private QuestionBank(Id<Scope> unitId, string name) => (ScopeId, Name) = (unitId, name);

    /// <summary>Whoever may edit there may edit the bank: its course, or the unit that shares it.</summary>
    public Id<Scope> ScopeId { get; private set; }
    /// <summary>Of a shared bank; "" for a course's, which is called like the course.</summary>
    public string Name { get; private set; } = "";
    /// <summary>Put away: found no more, but quizzes that use its questions go on.</summary>
    public DateTimeOffset? ArchivedAt { get; private set; }
    public int Revision { get; private set; }

    public bool IsShared => ScopeId.Value != Id.Value;

    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(Name), nameof(ScopeId), nameof(ArchivedAt)];

    public static Id<QuestionBank> Of(Id<Course> courseId) => new(courseId.Value);

    public static Outcome<QuestionBank> Share(Id<Scope> unitId, string name)
    {
        var bank = new QuestionBank(unitId, "");
        return bank.Rename(name) is { } refusal ? refusal : bank;
    }

    public Refusal? Rename(string? name)
    {
        var trimmed = (name ?? "").Trim();
        if (trimmed.Length is 0 or > LongestName) return new("bank-name", "Give the question bank a name of at most {0} characters.", nameof(Name), LongestName);
        Name = trimmed;
        Revision++;
        return null;
    }

    public void Archive(DateTimeOffset? at)
    {
        ArchivedAt = at;
        Revision++;
    }

    /// <summary>A new question of a kind, with nothing in it.</summary>
    /// <param name="data">What the kind begins with (<see cref="QuestionTypes.IQuestionKind.Blank"/>).</param>
    public Question Add(string kind, string data, DateTimeOffset at) => new(Id, kind, data, at);

    /// <summary>Whether a course whose scope has this path may use the questions: its own, or those of a unit that it is below.</summary>
    /// <param name="bankPath">The path of <see cref="ScopeId"/>.</param>
    public static bool IsUsableAt(string coursePath, string bankPath) => coursePath.StartsWith(bankPath, StringComparison.Ordinal);
}

internal sealed class QuestionBankMap : IEntityTypeConfiguration<QuestionBank>
{
    public void Configure(EntityTypeBuilder<QuestionBank> bank)
    {
        bank.Property(b => b.Name).HasMaxLength(QuestionBank.LongestName);
        bank.Property(b => b.Revision).IsConcurrencyToken();
        bank.Ignore(b => b.IsShared);
        bank.HasOne<Scope>().WithMany().HasForeignKey(b => b.ScopeId).OnDelete(DeleteBehavior.Restrict);
        bank.HasIndex(b => b.ScopeId);
    }
}
