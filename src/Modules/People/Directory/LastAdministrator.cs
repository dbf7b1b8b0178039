namespace Lectern.People.Directory;

/// <summary>An institution always has somebody who can let others in.</summary>
internal static class LastAdministrator
{
    private static readonly Refusal Refused = new("last-administrator", "This is the institution's last administrator. Give the role to somebody else first.");

    /// <summary>Whether the institution can do without this person as administrator.</summary>
    /// <param name="administrators">Everyone with an open account and the role at the institution itself.</param>
    /// <param name="leaving">Who is to lose the role or the account.</param>
    public static Refusal? Refuse(IReadOnlyCollection<Id<Person>> administrators, Id<Person> leaving) =>
        administrators.Contains(leaving) && administrators.All(a => a == leaving) ? Refused : null;

    /// <summary>
    /// The same, from the database. Call it in a transaction: it holds the institution's row until the end, so that two
    /// administrators who remove each other at the same moment come one after the other.
    /// </summary>
    public static async Task<Refusal?> RefuseLeaving(this LecternDb db, Id<Person> leaving, CancellationToken cancel)
    {
        await db.Institutions.ExecuteUpdateAsync(i => i.SetProperty(x => x.ChangedAt, x => x.ChangedAt), cancel);
        var people = db.People;
        var roots = db.Scopes.Where(s => s.ParentId == null);
        var administrators = await db.RoleAssignments
            .Where(a => a.Role == Role.Administrator && roots.Any(s => s.Id == a.ScopeId) && people.Any(p => p.Id == a.PersonId && p.ClosedAt == null))
            .Select(a => a.PersonId).Distinct().ToListAsync(cancel);
        return Refuse(administrators, leaving);
    }
}
