namespace Lectern.People;

/// <summary>A person has a role at a unit or a course, and everywhere below it.</summary>
public sealed class RoleAssignment : Entity<RoleAssignment>, IAudited
{
    public required Id<Person> PersonId { get; init; }
    public required Id<Scope> ScopeId { get; init; }
    public required Role Role { get; init; }
    public required DateTimeOffset GivenAt { get; init; }

    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(PersonId), nameof(ScopeId), nameof(Role)];
    Guid? IAudited.About => PersonId.Value;
}

internal sealed class RoleAssignmentMap : IEntityTypeConfiguration<RoleAssignment>
{
    public void Configure(EntityTypeBuilder<RoleAssignment> assignment)
    {
        assignment.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId);
        assignment.HasOne<Scope>().WithMany().HasForeignKey(a => a.ScopeId);
        assignment.HasIndex(a => new { a.PersonId, a.ScopeId, a.Role }).IsUnique();
    }
}
