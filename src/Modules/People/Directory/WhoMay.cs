namespace Lectern.People.Directory;

/// <summary>
/// Whom a visitor may see and change. Managers see who has a role within their units. To change an account one must hold the
/// capability over every role it has, so that an administrator of a branch has no power over one of the institution.
/// </summary>
public static class WhoMay
{
    /// <summary>The people whom the visitor may see; for lists and look-ups, of modules above too.</summary>
    public static IQueryable<Person> VisiblePeople(this LecternDb db, Visitor visitor) => db.PeopleFor(visitor, PeopleCapabilities.ViewPeople);

    /// <summary>The people over whom the visitor holds a capability: who has a role where it is held, or below.</summary>
    public static IQueryable<Person> PeopleFor(this LecternDb db, Visitor visitor, Capability capability)
    {
        if (visitor.HoldsEverywhere(capability)) return db.People;   // also those who have no role yet
        var scopes = db.Scopes.Where(ScopePaths.Within(visitor.PathsOf(capability)));
        var assignments = db.RoleAssignments;
        return db.People.Where(p => assignments.Any(a => a.PersonId == p.Id && scopes.Any(s => s.Id == a.ScopeId)));
    }

    /// <param name="visitor">Who wants to change the account.</param>
    /// <param name="paths">Where its owner has roles.</param>
    internal static bool MayManage(this Visitor visitor, IReadOnlyCollection<string> paths) =>
        visitor.HoldsEverywhere(PeopleCapabilities.ManagePeople)
        || (paths.Count > 0 && paths.All(path => visitor.HoldsAt(PeopleCapabilities.ManagePeople, path)));

    internal static async Task<bool> MayManage(this LecternDb db, Visitor visitor, Id<Person> person, CancellationToken cancel) =>
        visitor.MayManage(await db.RoleAssignments.Where(a => a.PersonId == person).Join(db.Scopes, a => a.ScopeId, s => s.Id, (_, s) => s.Path).ToListAsync(cancel));
}
