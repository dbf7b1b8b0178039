using System.Security.Cryptography;
using System.Text;

namespace Lectern.Courses;

/// <summary>Loads and changes drafts; every use case of the builder goes through here.</summary>
public static class Drafting
{
    extension(LecternDb db)
    {
        /// <summary>The course with its modules and activities, or null.</summary>
        public Task<Course?> Draft(Id<Course> id, CancellationToken cancel)
        {
            var courses = db.Courses;
            return courses.Include(c => c.Modules).ThenInclude(m => m.Activities).AsSplitQuery().SingleOrDefaultAsync(c => c.Id == id, cancel);
        }

        /// <summary>
        /// Changes a draft and saves. When somebody else saved in between, it looks again at what is there now and decides
        /// anew, so nobody's work is overwritten unseen.
        /// </summary>
        /// <returns>The course as saved, or why not; null when there is no such course.</returns>
        internal Task<Outcome<Course>?> Change(Id<Course> id, Func<Course, Task<Refusal?>> change, CancellationToken cancel) => db.Retried<Outcome<Course>?>(async () =>
        {
            var course = await db.Draft(id, cancel);
            if (course is null) return null;
            if (await change(course) is { } refusal) return refusal;
            await db.SaveChangesAsync(cancel);
            return course;
        });

        public Task<Outcome<Course>?> Change(Id<Course> id, Func<Course, Refusal?> change, CancellationToken cancel) =>
            db.Change(id, course => Task.FromResult(change(course)), cancel);
    }

    /// <summary>A mark of what a form was opened with; when it differs on saving, somebody else was faster.</summary>
    public static string Seen(params object?[] values) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', values))).AsSpan(0, 8));

    internal static string Seen(Activity activity) => Seen(activity.Title, activity.Minutes, activity.IsRequired);
}
