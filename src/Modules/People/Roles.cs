namespace Lectern.People;

/// <summary>Roles and the top of the tree, for the command line, the demonstration and modules above. Nothing here asks who may: use cases do.</summary>
public static class Roles
{
    extension(LecternDb db)
    {
        /// <summary>The root of the units; null before there is an institution.</summary>
        public Task<Scope?> Root(CancellationToken cancel) =>
            db.Scopes.Where(s => s.ParentId == null && s.Kind == ScopeKind.Unit).OrderBy(s => s.Id).FirstOrDefaultAsync(cancel);

        /// <summary>Gives a role that the person doesn't have there yet. The caller saves.</summary>
        public async Task GiveRole(Id<Person> person, Id<Scope> scope, Role role, DateTimeOffset at, CancellationToken cancel)
        {
            if (db.RoleAssignments.Local.Any(a => a.PersonId == person && a.ScopeId == scope && a.Role == role)) return;
            if (await db.RoleAssignments.AnyAsync(a => a.PersonId == person && a.ScopeId == scope && a.Role == role, cancel)) return;
            db.Add(new RoleAssignment { PersonId = person, ScopeId = scope, Role = role, GivenAt = at });
        }
    }
}
