namespace Lectern.People;

/// <summary>The first things an institution needs: itself, and roles for people. For the command line, the demonstration and modules above; use cases check who may.</summary>
public static class Founding
{
    extension(LecternDb db)
    {
        /// <summary>The root of the units; null before there is an institution.</summary>
        public Task<Scope?> Root(CancellationToken cancel) =>
            db.Scopes.Where(s => s.ParentId == null && s.Kind == ScopeKind.Unit).OrderBy(s => s.Id).FirstOrDefaultAsync(cancel);

        /// <summary>The institution that there is, or a new one with this name. The caller saves.</summary>
        public async Task<Scope> Found(string name, CancellationToken cancel)
        {
            if (await db.Root(cancel) is { } root) return root;
            root = Scope.Institution(name);
            db.Add(root);
            db.Add(new Institution(root));
            return root;
        }

        /// <summary>Gives a role that the person doesn't have there yet. The caller saves.</summary>
        public async Task GiveRole(Id<Person> person, Id<Scope> scope, Role role, DateTimeOffset at, CancellationToken cancel)
        {
            if (db.RoleAssignments.Local.Any(a => a.PersonId == person && a.ScopeId == scope && a.Role == role)) return;
            if (await db.RoleAssignments.AnyAsync(a => a.PersonId == person && a.ScopeId == scope && a.Role == role, cancel)) return;
            db.Add(new RoleAssignment { PersonId = person, ScopeId = scope, Role = role, GivenAt = at });
        }
    }
}
