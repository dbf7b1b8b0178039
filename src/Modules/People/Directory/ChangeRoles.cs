using Lectern.People.Auditing;
namespace Lectern.People.Directory;

/// <summary>Someone who holds roles.give at a unit or a course gives a role there, or takes one away.</summary>
internal static class ChangeRoles
{
    private static readonly Refusal NotYours = new("role-not-yours-to-give", "Choose a unit or a course where you may give roles.", "scope");

    internal static async Task<IResult> HandleGive(Id<Person> id, PostedForm form, Visitor visitor, LecternDb db, AuditLines log, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (form.Named<Role>("role") is not { } role) return await ShowPerson.Refused(id, new("role-unknown", "Choose one of the roles.", "role"), visitor, db, log, texts, cancel);
        var given = await Give(id, form.Value<Id<Scope>>("scope") ?? default, role, visitor, db, clock, cancel);
        if (given is null) return TypedResults.NotFound();
        if (given.Value.Refusal is { } refusal) return await ShowPerson.Refused(id, refusal, visitor, db, log, texts, cancel);
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther($"/people/{id}", texts["Role given: {0}", texts[RoleWords.Of(role)]]);
    }

    internal static async Task<IResult> HandleTake(Id<Person> id, Id<RoleAssignment> assignment, Visitor visitor, LecternDb db, AuditLines log, Texts texts, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await Find(id, assignment, visitor, db, cancel) is not { } found) return TypedResults.NotFound();
        if (await Take(found.Assignment, found.Scope, db, cancel) is { } refusal) return await ShowPerson.Refused(id, refusal, visitor, db, log, texts, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return Page.SeeOther($"/people/{id}", texts["Role taken away: {0}", texts[RoleWords.Of(found.Assignment.Role)]]);
    }

    /// <summary>Null when there is no such person to see. The caller saves.</summary>
    internal static async Task<Outcome<Id<Scope>>?> Give(Id<Person> id, Id<Scope> scopeId, Role role, Visitor visitor, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        if (!await db.VisiblePeople(visitor).AnyAsync(p => p.Id == id && p.ClosedAt == null, cancel)) return null;
        var path = await db.Scopes.Where(s => s.Id == scopeId).Select(s => s.Path).SingleOrDefaultAsync(cancel);
        if (path is null || !visitor.HoldsAt(PeopleCapabilities.GiveRoles, path)) return NotYours;
        await db.GiveRole(id, scopeId, role, clock.GetUtcNow(), cancel);
        return scopeId;
    }

    /// <summary>An assignment that the visitor may take away, with its place.</summary>
    internal static async Task<(RoleAssignment Assignment, Scope Scope)?> Find(Id<Person>? person, Id<RoleAssignment> id, Visitor visitor, LecternDb db, CancellationToken cancel)
    {
        var found = await db.RoleAssignments.Where(a => a.Id == id && (person == null || a.PersonId == person)).Join(db.Scopes, a => a.ScopeId, s => s.Id, (a, s) => new { Assignment = a, Scope = s }).SingleOrDefaultAsync(cancel);
        return found is not null && visitor.HoldsAt(PeopleCapabilities.GiveRoles, found.Scope.Path) ? (found.Assignment, found.Scope) : null;
    }

    /// <summary>Takes it away unless nobody would be left to run the institution. In a transaction; the caller saves and commits.</summary>
    internal static async Task<Refusal?> Take(RoleAssignment assignment, Scope scope, LecternDb db, CancellationToken cancel)
    {
        if (assignment.Role == Role.Administrator && Visitor.IsRoot(scope.Path) && await db.RefuseLeaving(assignment.PersonId, cancel) is { } refusal) return refusal;
        db.Remove(assignment);
        return null;
    }
}
