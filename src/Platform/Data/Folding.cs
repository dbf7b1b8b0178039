using Lectern.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Data;

/// <summary>Makes things findable that were there before their words were folded (<see cref="SearchWords"/>): folding is done in code, so no migration can.</summary>
public static class Folding
{
    private const int BatchSize = 500;

    /// <summary>Nothing happens, and fast, when all are folded. Saves.</summary>
    /// <param name="db">Where they are kept.</param>
    /// <param name="unfolded">Those that have words and no folded ones, in order.</param>
    /// <param name="fold">Folds one; what its words became.</param>
    /// <param name="cancel">Ends it early.</param>
    public static async Task FoldAll<T>(this LecternDb db, IQueryable<T> unfolded, Func<T, string> fold, CancellationToken cancel)
    {
        while (await unfolded.Take(BatchSize).ToListAsync(cancel) is { Count: > 0 } batch)
        {
            if (batch.ConvertAll(one => fold(one)).TrueForAll(words => words.Length == 0)) return;   // nothing in them can be folded
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }
}
