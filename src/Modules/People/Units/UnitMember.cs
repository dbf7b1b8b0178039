namespace Lectern.People.Units;

/// <summary>A person belongs to a unit: they have a role at it or at one below it. Once for each such role.</summary>
public sealed class UnitMember
{
    public Id<Scope> UnitId { get; init; }
    public string UnitName { get; init; } = "";
    /// <summary>The longer, the nearer.</summary>
    public string UnitPath { get; init; } = "";
    public Id<Person> PersonId { get; init; }
}

public static class UnitMembership
{
    extension(LecternDb db)
    {
        /// <summary>To join with what is read anyway. A role in a course makes nobody belong to the unit of the course.</summary>
        public IQueryable<UnitMember> UnitMembers =>
            from held in db.Set<RoleAssignment>()
            join place in db.Set<Scope>() on held.ScopeId equals place.Id
            from unit in db.Set<Scope>()
            where place.Kind == ScopeKind.Unit && unit.Kind == ScopeKind.Unit && place.Path.StartsWith(unit.Path)
            select new UnitMember { UnitId = unit.Id, UnitName = unit.Name, UnitPath = unit.Path, PersonId = held.PersonId };
    }
}
