using Microsoft.EntityFrameworkCore;

namespace Lectern.Data;

public static class Retrying
{
    private const int Tries = 5;

    /// <summary>
    /// Does the work, and does it again from the beginning when somebody else saved the same things meanwhile: a changed
    /// revision, or a row that was to be unique. The work loads what it needs, decides and saves; what it finds the second
    /// time decides.
    /// </summary>
    public static async Task<T> Retried<T>(this LecternDb db, Func<Task<T>> work)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await work();
            }
            catch (DbUpdateException) when (tried < Tries)
            {
                db.ChangeTracker.Clear();
            }
        }
    }
}
