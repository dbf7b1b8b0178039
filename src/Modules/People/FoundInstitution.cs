namespace Lectern.People;

/// <summary>Every installation has exactly one institution: the root of its units, there from the first start.</summary>
public static class FoundInstitution
{
    public const string UnnamedYet = "Lectern";

    /// <summary>The institution, made now when there is none. Saves.</summary>
    public static async Task<Scope> Handle(LecternDb db, CancellationToken cancel)
    {
        if (await db.Scopes.SingleOrDefaultAsync(s => s.ParentId == null, cancel) is { } there) return there;
        var institution = Scope.Institution(UnnamedYet);
        db.Add(institution);
        db.Add(new Institution(institution));
        await db.SaveChangesAsync(cancel);
        return institution;
    }
}
