namespace Lectern.Quizzes;

internal static class Retrying
{
    private const int Tries = 4;

    /// <summary>
    /// Does the work, and does it again from the beginning when somebody else saved the same things meanwhile: the learner
    /// in another tab, or the clock. The work loads what it needs, decides and saves; what it finds the second time decides.
    /// </summary>
    public static async Task<T> Retried<T>(this LecternDb db, Func<Task<T>> work)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await work();
            }
            catch (DbUpdateException) when (tried < Tries)   // a changed revision, or a row that was to be unique
            {
                db.ChangeTracker.Clear();
            }
        }
    }
}
