namespace Lectern.People;

/// <summary>Every installation has exactly one institution: the root of its units, there from the first start.</summary>
public static class FoundInstitution
{
    public const string UnnamedYet = "Lectern";

    /// <summary>The institution, made now when there is none. Saves. Of several nodes that start on an empty database one makes it; the index on roots tells the others.</summary>
    public static async Task<Scope> Handle(LecternDb db, CancellationToken cancel)
    {
        if (await Find(db, cancel) is { } there) return there;
        var institution = Scope.Institution(UnnamedYet);
        db.Add(institution);
        db.Add(new Institution(institution));
        try
        {
            await db.SaveChangesAsync(cancel);
            return institution;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await Find(db, cancel) is { } theirs) return theirs;
            throw;
        }
    }

    private static Task<Scope?> Find(LecternDb db, CancellationToken cancel) => db.Scopes.SingleOrDefaultAsync(s => s.ParentId == null, cancel);
}
