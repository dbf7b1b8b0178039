namespace Lectern.People.Directory;

/// <summary>Makes people findable who were there before names were folded (<see cref="Person.SearchText"/>).</summary>
public static class FoldNames
{
    private const int BatchSize = 500;

    /// <summary>Nothing happens, and fast, when all are folded. Saves.</summary>
    public static async Task Handle(LecternDb db, CancellationToken cancel)
    {
        while (await db.People.Where(p => p.SearchText == "" && p.Email != null && p.Email != "").OrderBy(p => p.Id).Take(BatchSize).ToListAsync(cancel) is { Count: > 0 } batch)
        {
            foreach (var person in batch) person.FoldName();
            if (batch.All(person => person.SearchText.Length == 0)) return;   // nothing in them can be folded
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }
}
