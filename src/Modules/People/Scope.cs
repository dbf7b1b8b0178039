namespace Lectern.People;

public enum ScopeKind { Unit, Course }

/// <summary>
/// A place where a role can hold: an organisation unit (branch), or a course inside one. A course's scope has the same id
/// as the course, so that modules above can ask about it without a look-up.
/// </summary>
public sealed class Scope : Entity<Scope>, IAudited
{
    private Scope() { }

    private Scope(Guid id, ScopeKind kind, string name, Scope? parent)
    {
        Id = new Id<Scope>(id);
        Kind = kind;
        Name = name;
        ParentId = parent?.Id;
        Path = $"{parent?.Path}{id}/";
    }

    public ScopeKind Kind { get; private set; }
    public string Name { get; private set; } = "";
    public Id<Scope>? ParentId { get; private set; }
    /// <summary>The ids from the root down to this one, each followed by a slash; what is below starts with it.</summary>
    public string Path { get; private set; } = "";
    /// <summary>Counts changes, so that two at once don't undo each other.</summary>
    public int Revision { get; private set; }

    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(Kind), nameof(Name), nameof(ParentId)];

    /// <summary>The institution itself: the root of its units.</summary>
    public static Scope Institution(string name) => new(Id<Scope>.New().Value, ScopeKind.Unit, name, null);

    public Scope AddUnit(string name) => new(Id<Scope>.New().Value, ScopeKind.Unit, name, this);

    /// <summary>The scope of a course that belongs to this unit.</summary>
    public Scope AddCourse(Guid courseId, string title) => new(courseId, ScopeKind.Course, title, this);

    public void Rename(string name)
    {
        if (name == Name) return;
        Name = name;
        Revision++;
    }
}

internal sealed class ScopeMap : IEntityTypeConfiguration<Scope>
{
    public const int DeepestPath = 37 * 12;   // twelve levels of UUID and slash

    public void Configure(EntityTypeBuilder<Scope> scope)
    {
        scope.Property(s => s.Name).HasMaxLength(200);
        scope.Property(s => s.Path).HasMaxLength(DeepestPath);
        scope.HasOne<Scope>().WithMany().HasForeignKey(s => s.ParentId).OnDelete(DeleteBehavior.Restrict);
        scope.HasIndex(s => s.Path);
        scope.Property(s => s.Revision).IsConcurrencyToken();
        scope.HasIndex(s => s.Kind).IsUnique().HasFilter("\"ParentId\" IS NULL");   // one root
    }
}
