using Lectern.People.Auditing;
namespace Lectern.People.Directory;

/// <summary>An administrator corrects a name, closes an account or opens it again, or invites once more.</summary>
internal static class ChangeAccount
{
    internal static async Task<IResult> HandleRename(Id<Person> id, PostedForm form, Visitor visitor, LecternDb db, AuditLines log, Texts texts, CancellationToken cancel)
    {
        if (await Find(id, visitor, db, cancel) is not { } person) return TypedResults.NotFound();
        if (person.Rename(form["name"]) is { } refusal) return await ShowPerson.Refused(id, refusal, visitor, db, log, texts, cancel);
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther($"/people/{id}", texts["Name saved"]);
    }

    internal static async Task<IResult> HandleClose(Id<Person> id, Visitor visitor, LecternDb db, AuditLines log, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await Find(id, visitor, db, cancel) is not { } person) return TypedResults.NotFound();
        if (await Close(person, db, clock, cancel) is { } refusal) return await ShowPerson.Refused(id, refusal, visitor, db, log, texts, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return Page.SeeOther($"/people/{id}", texts["Account closed"]);
    }

    internal static async Task<IResult> HandleReopen(Id<Person> id, Visitor visitor, LecternDb db, Texts texts, CancellationToken cancel)
    {
        if (await Find(id, visitor, db, cancel) is not { } person) return TypedResults.NotFound();
        person.Reopen();
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther($"/people/{id}", texts["Account reopened"]);
    }

    internal static async Task<IResult> HandleInvite(Id<Person> id, Visitor visitor, LecternDb db, Texts texts, CancellationToken cancel)
    {
        if (await Find(id, visitor, db, cancel) is not { ClosedAt: null, EmailConfirmed: false } person) return TypedResults.NotFound();
        person.Invite();
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther($"/people/{id}", texts["Invitation sent"]);
    }

    /// <summary>Someone whom the visitor may see and change.</summary>
    internal static async Task<Person?> Find(Id<Person> id, Visitor visitor, LecternDb db, CancellationToken cancel) =>
        await db.MayManage(visitor, id, cancel) ? await db.VisiblePeople(visitor).SingleOrDefaultAsync(p => p.Id == id, cancel) : null;

    /// <summary>Closes unless nobody would be left to run the institution. In a transaction; the caller saves and commits.</summary>
    internal static async Task<Refusal?> Close(Person person, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.RefuseLeaving(person.Id, cancel) is { } refusal) return refusal;
        person.Close(clock.GetUtcNow());
        return null;
    }
}
